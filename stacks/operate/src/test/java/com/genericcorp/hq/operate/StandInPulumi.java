package com.genericcorp.hq.operate;

import com.fasterxml.jackson.databind.JsonNode;
import com.genericcorp.hq.cli.Json;
import com.genericcorp.hq.operate.state.PulumiProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/** A stand-in for Pulumi's program: it exports and imports a file, and writes down its words. */
public final class StandInPulumi {
  private static final String STATE =
      """
      {"version":3,"deployment":{"resources":[
        {"urn":"urn:pulumi:demo::agenthq::pulumi:pulumi:Stack::agenthq-demo","type":"pulumi:pulumi:Stack"},
        {"urn":"urn:pulumi:demo::agenthq::agenthq:database:Database$aws:rds/instance:Instance::database",
         "custom":true,"type":"aws:rds/instance:Instance","id":"db-FORMER",
         "outputs":{"id":"db-FORMER","resourceId":"db-FORMER","engine":"postgres"}}]}}
      """;

  private final Path folder;

  public StandInPulumi(Path folder) throws IOException {
    this.folder = folder;
    Files.writeString(folder.resolve("state.json"), STATE);
    Path program = folder.resolve("pulumi");
    Files.writeString(
        program,
        """
        #!/bin/sh
        cd "$(dirname "$0")"
        echo "$*" >>calls
        case "$1 $2" in
          "stack export") cat state.json ;;
          "stack import") cp "$6" state.json ;;
        esac
        """);
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
  }

  public PulumiProgram program() {
    return new PulumiProgram(folder.resolve("pulumi").toString(), folder);
  }

  public JsonNode database() throws IOException {
    return Json.mapper()
        .readTree(folder.resolve("state.json").toFile())
        .path("deployment")
        .path("resources")
        .path(1);
  }

  public List<String> calls() throws IOException {
    return Files.readAllLines(folder.resolve("calls"));
  }
}
