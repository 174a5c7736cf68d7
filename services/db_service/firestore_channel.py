"""The wire to Firestore, or to Google's emulator of it."""

import json

import grpc
from google.cloud.firestore_v1.services.firestore import FirestoreClient
from google.cloud.firestore_v1.services.firestore.transports import FirestoreGrpcTransport
from google.oauth2 import service_account as google_service_account

HOST = "firestore.googleapis.com"
OPTIONS = [
    ("grpc.keepalive_time_ms", 30_000),
    ("grpc.max_receive_message_length", -1),
    ("grpc.max_send_message_length", -1),
]
OWNER = (("authorization", "Bearer owner"),)  # the emulator's word for: no rules apply


def open_channel(
    emulator: str | None, service_account: str | None
) -> tuple[FirestoreClient, tuple[tuple[str, str], ...]]:
    """The client, and what it says with every request."""
    if emulator:
        channel = grpc.insecure_channel(emulator, options=OPTIONS)
        return _client(channel), OWNER
    credentials = None
    if service_account:
        credentials = google_service_account.Credentials.from_service_account_info(
            json.loads(service_account)
        )
    channel = FirestoreGrpcTransport.create_channel(HOST, credentials=credentials, options=OPTIONS)
    return _client(channel), ()


def _client(channel: grpc.Channel) -> FirestoreClient:
    return FirestoreClient(transport=FirestoreGrpcTransport(host=HOST, channel=channel))
