package com.genericcorp.hq.builder.commands;

import java.util.Locale;

/** Where a built image goes besides the store. */
enum OutputKind {
  /** Loaded into this machine's engine. */
  DOCKER,
  /** A folder in OCI's layout. */
  OCI,
  /** Sent to a registry. */
  REGISTRY,
  /** A tar that {@code docker load} and OCI's tools read. */
  TAR;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
