package com.genericcorp.hq.builder.push;

import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonValue;
import com.genericcorp.hq.builder.oci.Document;
import com.google.cloud.tools.jib.image.json.ManifestTemplate;

/** Our document for Jib's client, which would write its own JSON otherwise. */
final class RawManifest implements ManifestTemplate {
  private final Document document;

  RawManifest(Document document) {
    this.document = document;
  }

  @Override
  public int getSchemaVersion() {
    return 2;
  }

  @Override
  public String getManifestMediaType() {
    return document.mediaType();
  }

  @JsonValue
  @JsonRawValue
  String json() {
    return document.text();
  }
}
