package com.genericcorp.hq.server.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.genericcorp.hq.cli.InvalidInput;
import com.genericcorp.hq.server.TestInstallation;
import com.genericcorp.hq.server.migration.MigrationScript;
import com.genericcorp.hq.server.place.FolderPlace;
import com.genericcorp.hq.server.place.LocalFile;
import com.genericcorp.hq.server.tenancy.Slug;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that are not what was exported: refused before a row is written. */
class DamagedExportTest {
  // One for the class: who runs a failing test once more repeats its run.
  private static final long SEED = Long.getLong("hq.export.seed", System.nanoTime());
  private static TestInstallation installation;
  private static byte[] good;

  @TempDir private static Path folder;

  @BeforeAll
  static void export() throws IOException {
    installation = TestInstallation.migrated();
    TenantExport export = new TenantExport(installation.administration, "test");
    String place =
        export
            .run(FilledTenant.make(installation, "origin", 40), FolderPlace.of(folder.toString()))
            .place();
    good = Files.readAllBytes(Path.of(place));
  }

  @AfterAll
  static void close() {
    installation.close();
  }

  @Test
  void aFileThatIsCutAnywhereIsRefused() throws Exception {
    int tail = good.length - 90;
    for (int length : new int[] {0, 1, 30, good.length / 4, good.length / 2, tail}) {
      refused(Arrays.copyOf(good, length));
    }
    for (int missing = 1; missing <= 90; missing += 11) {
      refused(Arrays.copyOf(good, good.length - missing));
    }
  }

  @Test
  void oneFlippedBitAnywhereIsRefused() throws Exception {
    System.out.println("bits are flipped by -Dhq.export.seed=" + SEED);
    Random random = new Random(SEED);
    for (int round = 0; round < 200; round++) {
      byte[] bad = good.clone();
      bad[random.nextInt(bad.length)] ^= (byte) (1 << random.nextInt(8));
      refused(bad);
    }
    // The directory and the end, byte by byte: there a ZIP reader looks at little.
    for (int at = good.length - 200; at < good.length; at++) {
      byte[] bad = good.clone();
      bad[at] ^= 1;
      refused(bad);
    }
  }

  @Test
  void bytesThatWereAddedAreRefused() throws Exception {
    refused(Arrays.copyOf(good, good.length + 1));
    byte[] twice = Arrays.copyOf(good, 2 * good.length);
    System.arraycopy(good, 0, twice, good.length, good.length);
    refused(twice);
  }

  @Test
  void eachEntryThatIsMissingOrAlteredByWhoKnowsTheFormIsRefused() throws Exception {
    // Packed anew with right CRCs and a right checksum: what remains is the manifest's word.
    check(packed(entries()));
    for (String name : entries().keySet()) {
      Map<String, byte[]> lacking = entries();
      lacking.remove(name);
      refused(packed(lacking));
      Map<String, byte[]> altered = entries();
      byte[] bytes = altered.get(name).clone();
      if (bytes.length > 0 && !name.equals(Manifest.ENTRY)) {
        bytes[bytes.length / 2] ^= 1;
        altered.put(name, bytes);
        refused(packed(altered));
      }
    }
    Map<String, byte[]> more = entries();
    byte[] manifest = more.remove(Manifest.ENTRY);
    more.put("../../etc/passwd", new byte[] {1});
    more.put(Manifest.ENTRY, manifest);
    assertThat(refused(packed(more))).contains("says nothing");
  }

  @Test
  void newerFormatsAndVersionsSayWhatToDo() throws Exception {
    assertThat(refused(manifest("\"formatVersion\" : 1", "\"formatVersion\" : 2")))
        .contains("has the format 2, this build reads 1");
    assertThat(refused(manifest("agenthq-export", "other-export")))
        .contains("is no organisation's export");
    assertThat(refused(manifest("\"name\" : \"agents\"", "\"name\" : \"a; drop table x\"")))
        .contains("contradicts itself");
    assertThat(refused(manifest("\"schemaVersion\" : ", "\"schemaVersion\" : 9")))
        .contains("contradicts itself");
    assertThat(refused(manifest("\"tables\" :", "\"tabels\" :"))).contains("cannot be read");
    Map<String, byte[]> newer = entries();
    String text = new String(newer.get(Manifest.ENTRY), StandardCharsets.UTF_8);
    int latest = MigrationScript.latest();
    newer.put(
        Manifest.ENTRY,
        text.replace("\"schemaVersion\" : " + latest, "\"schemaVersion\" : 99")
            .replace("\"version\" : " + latest, "\"version\" : 99")
            .getBytes(StandardCharsets.UTF_8));
    Path file = write(packed(newer));
    assertThatThrownBy(() -> TenantExportTest.restore(installation, file, "newer", null))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("is of version 99, this build knows " + latest);
  }

  @Test
  void scriptsOfAnotherBuildAreNotRun() throws Exception {
    Map<String, byte[]> entries = entries();
    String name =
        entries.keySet().stream().filter(one -> one.startsWith("ddl/")).findFirst().orElseThrow();
    String evil = "create table public.evil (id int);";
    String old = Sha256.of(new String(entries.get(name), StandardCharsets.UTF_8));
    entries.put(name, evil.getBytes(StandardCharsets.UTF_8));
    String manifest = new String(entries.get(Manifest.ENTRY), StandardCharsets.UTF_8);
    entries.put(
        Manifest.ENTRY, manifest.replace(old, Sha256.of(evil)).getBytes(StandardCharsets.UTF_8));
    Path file = write(packed(entries));
    assertThatThrownBy(() -> TenantExportTest.restore(installation, file, "evil", null))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("is not this build's");
    assertThat(installation.value("select to_regclass('public.evil') is null")).isEqualTo("t");
  }

  @Test
  void rowsThatBreakARuleAreRefusedWhole() throws Exception {
    Map<String, byte[]> entries = entries();
    byte[] none = {};
    byte[] agents = entries.put("data/agents.copy", none);
    String manifest = new String(entries.get(Manifest.ENTRY), StandardCharsets.UTF_8);
    String changed =
        manifest
            .replace(Sha256.of(new String(agents, StandardCharsets.UTF_8)), Sha256.of(""))
            .replaceFirst("\"rows\" : 3", "\"rows\" : 0")
            .replaceFirst("\"bytes\" : " + agents.length, "\"bytes\" : 0");
    entries.put(Manifest.ENTRY, changed.getBytes(StandardCharsets.UTF_8));
    Path file = write(packed(entries));
    check(packed(entries));
    assertThatThrownBy(() -> TenantExportTest.restore(installation, file, "broken", null))
        .hasMessageContaining("tasks_agent_id_fkey");
    assertThat(installation.tenantAdministration.find(new Slug("broken"))).isEmpty();
    assertThat(
            installation.value("select count(*) from pg_namespace where nspname like 'tenant_%'"))
        .isEqualTo(installation.value("select count(*) from public.tenants"));
  }

  private byte[] manifest(String from, String to) throws IOException {
    Map<String, byte[]> entries = entries();
    String text = new String(entries.get(Manifest.ENTRY), StandardCharsets.UTF_8);
    entries.put(
        Manifest.ENTRY,
        text.replaceFirst(java.util.regex.Pattern.quote(from), to)
            .getBytes(StandardCharsets.UTF_8));
    return packed(entries);
  }

  private static Map<String, byte[]> entries() throws IOException {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    try (ZipInputStream zip = new ZipInputStream(new java.io.ByteArrayInputStream(good))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        entries.put(entry.getName(), zip.readAllBytes());
      }
    }
    return entries;
  }

  private static byte[] packed(Map<String, byte[]> entries) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ChecksummedOutput checksummed = new ChecksummedOutput(bytes);
    try (ZipOutputStream zip = new ZipOutputStream(notClosing(checksummed))) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue());
        zip.closeEntry();
      }
    }
    checksummed.finish();
    return bytes.toByteArray();
  }

  private static OutputStream notClosing(OutputStream stream) {
    return new java.io.FilterOutputStream(stream) {
      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        out.write(bytes, offset, length);
      }

      @Override
      public void close() {}
    };
  }

  private static Path write(byte[] bytes) throws IOException {
    return Files.write(folder.resolve("bad.zip"), bytes);
  }

  private static void check(byte[] bytes) throws IOException {
    new ExportFile(new LocalFile(write(bytes))).check();
  }

  private static String refused(byte[] bytes) throws IOException {
    Path file = write(bytes);
    try {
      new ExportFile(new LocalFile(file)).check();
    } catch (InvalidInput refused) {
      assertThat(refused.getMessage()).startsWith(file.toString());
      return refused.getMessage();
    }
    throw new AssertionError("a damaged file was taken for whole: kept as " + file);
  }
}
