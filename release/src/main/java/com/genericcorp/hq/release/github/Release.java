package com.genericcorp.hq.release.github;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;

/**
 * A release as GitHub has it.
 *
 * @param draft seen by nobody without the right to write
 * @param uploads where its assets are sent, without the template's end
 * @param page where people look at it
 */
public record Release(
    long id,
    String tag,
    String commitish,
    boolean draft,
    boolean preRelease,
    String notes,
    URI uploads,
    String page) {

  static Release of(JsonNode json) {
    return new Release(
        json.path("id").asLong(),
        json.path("tag_name").asText(),
        json.path("target_commitish").asText(),
        json.path("draft").asBoolean(),
        json.path("prerelease").asBoolean(),
        json.path("body").asText(""),
        URI.create(json.path("upload_url").asText().replaceFirst("\\{.*$", "")),
        json.path("html_url").asText());
  }
}
