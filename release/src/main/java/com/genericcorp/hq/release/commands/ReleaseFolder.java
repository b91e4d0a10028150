package com.genericcorp.hq.release.commands;

/** Where {@code prepare} writes and {@code publish} reads. */
final class ReleaseFolder {
  static final String PATH = "target/release";

  private ReleaseFolder() {}
}
