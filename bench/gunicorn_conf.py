"""The same server for every side: one worker, sixteen threads, nothing in the background."""

workers = 1
worker_class = "gthread"
threads = 16
keepalive = 30
loglevel = "error"
accesslog = None
control_socket_disable = True
