package com.genericcorp.hq.builder.oci;

/** Names of the formats, as registries know them. */
public final class MediaType {
  public static final String INDEX = "application/vnd.oci.image.index.v1+json";
  public static final String MANIFEST = "application/vnd.oci.image.manifest.v1+json";
  public static final String CONFIG = "application/vnd.oci.image.config.v1+json";
  public static final String LAYER = "application/vnd.oci.image.layer.v1.tar+gzip";
  public static final String EMPTY = "application/vnd.oci.empty.v1+json";
  public static final String CYCLONEDX = "application/vnd.cyclonedx+json";

  private MediaType() {}
}
