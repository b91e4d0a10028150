package com.genericcorp.hq.builder.push;

import com.genericcorp.hq.builder.blobs.Digest;
import com.genericcorp.hq.builder.files.Content;
import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.cli.SideBySide;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Sends blobs side by side; those that the registry has are not sent. */
final class BlobUploads {
  /** More connections are not faster, and registries count them. */
  static final int AT_A_TIME = 4;

  private final Registry registry;
  private final AtomicInteger sent = new AtomicInteger();
  private final AtomicInteger present = new AtomicInteger();
  private final AtomicLong bytes = new AtomicLong();

  BlobUploads(Registry registry) {
    this.registry = registry;
  }

  int sent() {
    return sent.get();
  }

  int present() {
    return present.get();
  }

  long bytes() {
    return bytes.get();
  }

  /**
   * Sends what is missing.
   *
   * @throws Failed with the first that could not be sent; those that were begun may still arrive
   */
  void send(Map<Digest, Content> blobs) {
    SideBySide.each(
        "the push", AT_A_TIME, blobs.entrySet(), one -> send(one.getKey(), one.getValue()));
  }

  private void send(Digest digest, Content blob) {
    if (registry.has(digest)) {
      present.incrementAndGet();
      return;
    }
    registry.send(digest, blob, bytes::addAndGet);
    sent.incrementAndGet();
  }
}
