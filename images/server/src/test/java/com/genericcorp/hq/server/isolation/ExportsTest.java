package com.genericcorp.hq.server.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import com.genericcorp.hq.server.export.TenantExport;
import com.genericcorp.hq.server.place.FolderPlace;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;

/** What leaves with one organisation is that one's. */
class ExportsTest {
  private static final String CALLS = "987654321";

  private final Ground ground = Ground.shared();

  @Test
  void anExportHoldsItsOrganisationAlone() throws IOException {
    ground.installation.asSuperuser(
        "insert into public.usage_hours (tenant_id, hour, api_calls) values ('%s', '2025-01-01Z', %s)"
            .formatted(ground.globex.id(), CALLS));
    Path file = Files.createTempDirectory("hq-export").resolve("acme.zip");
    try {
      new TenantExport(ground.installation.administration, "test")
          .run(ground.acme, FolderPlace.of(file.toString()));
      String whole = contents(file);
      assertThat(whole)
          .contains(Ground.mark(ground.acme))
          .doesNotContain(Ground.mark(ground.globex))
          .doesNotContain(Ground.mark(ground.initech))
          .doesNotContain(CALLS);
      ground.ids(ground.globex).forEach(id -> assertThat(whole).doesNotContain(id));
    } finally {
      Files.deleteIfExists(file);
      Files.delete(file.getParent());
      ground.installation.asSuperuser(
          "delete from public.usage_hours where api_calls = " + CALLS,
          "delete from public.usage_late");
    }
  }

  private static String contents(Path file) throws IOException {
    StringBuilder contents = new StringBuilder();
    try (ZipFile zip = new ZipFile(file.toFile())) {
      for (var entry : zip.stream().toList()) {
        byte[] bytes = zip.getInputStream(entry).readAllBytes();
        contents.append(new String(bytes, StandardCharsets.UTF_8)).append('\n');
      }
    }
    return contents.toString();
  }
}
