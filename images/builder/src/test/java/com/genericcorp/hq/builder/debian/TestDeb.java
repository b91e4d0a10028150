package com.genericcorp.hq.builder.debian;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.commons.compress.archivers.ar.ArArchiveEntry;
import org.apache.commons.compress.archivers.ar.ArArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

/** A Debian package, written by a test. */
public final class TestDeb {
  private final Map<String, String> fields = new LinkedHashMap<>();
  private final ByteArrayOutputStream data = new ByteArrayOutputStream();
  private final TarArchiveOutputStream tar = new TarArchiveOutputStream(data, "UTF-8");

  private TestDeb() {}

  public static TestDeb of(String name, String version, String architecture) {
    TestDeb deb = new TestDeb();
    deb.tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_GNU);
    deb.fields.put("Package", name);
    deb.fields.put("Version", version);
    deb.fields.put("Architecture", architecture);
    deb.fields.put("Maintainer", "A test <test@example.com>");
    return deb;
  }

  /** A field of its control file, as {@code Depends}. */
  public TestDeb field(String name, String value) {
    fields.put(name, value);
    return this;
  }

  public Map<String, String> fields() {
    return fields;
  }

  public TestDeb directory(String path, int mode) throws IOException {
    return put(entry(path + "/", TarConstants.LF_DIR, mode), new byte[0]);
  }

  public TestDeb file(String path, String text) throws IOException {
    return file(path, text.getBytes(StandardCharsets.UTF_8), 0644);
  }

  public TestDeb file(String path, byte[] bytes, int mode) throws IOException {
    return put(entry(path, TarConstants.LF_NORMAL, mode), bytes);
  }

  public TestDeb symbolicLink(String path, String target) throws IOException {
    TarArchiveEntry entry = entry(path, TarConstants.LF_SYMLINK, 0777);
    entry.setLinkName(target);
    return put(entry, new byte[0]);
  }

  public TestDeb hardLink(String path, String target) throws IOException {
    TarArchiveEntry entry = entry(path, TarConstants.LF_LINK, 0644);
    entry.setLinkName(target);
    return put(entry, new byte[0]);
  }

  /** Something else, by tar's letter: {@code '3'} is a device. */
  public TestDeb odd(String path, char kind) throws IOException {
    return put(entry(path, (byte) kind, 0644), new byte[0]);
  }

  private static TarArchiveEntry entry(String path, byte kind, int mode) {
    TarArchiveEntry entry = new TarArchiveEntry(path, kind, true);
    entry.setMode(mode);
    entry.setIds(0, 0);
    entry.setModTime(0);
    return entry;
  }

  private TestDeb put(TarArchiveEntry entry, byte[] bytes) throws IOException {
    entry.setSize(bytes.length);
    tar.putArchiveEntry(entry);
    tar.write(bytes);
    tar.closeArchiveEntry();
    return this;
  }

  /** The file's bytes. */
  public byte[] bytes() throws IOException {
    tar.finish();
    StringBuilder control = new StringBuilder();
    fields.forEach((name, value) -> control.append(name + ": " + value + "\n"));
    ByteArrayOutputStream controlTar = new ByteArrayOutputStream();
    try (TarArchiveOutputStream out = new TarArchiveOutputStream(controlTar)) {
      for (String name : new String[] {"./control", "./md5sums"}) {
        byte[] text =
            (name.equals("./control") ? control.toString() : "0123  usr/x\n")
                .getBytes(StandardCharsets.UTF_8);
        TarArchiveEntry entry = new TarArchiveEntry(name);
        entry.setSize(text.length);
        entry.setModTime(0);
        out.putArchiveEntry(entry);
        out.write(text);
        out.closeArchiveEntry();
      }
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ArArchiveOutputStream ar = new ArArchiveOutputStream(bytes)) {
      member(ar, "debian-binary", "2.0\n".getBytes(StandardCharsets.US_ASCII));
      member(ar, "control.tar.xz", xz(controlTar.toByteArray()));
      member(ar, "data.tar.xz", xz(data.toByteArray()));
    }
    return bytes.toByteArray();
  }

  private static void member(ArArchiveOutputStream ar, String name, byte[] bytes)
      throws IOException {
    ar.putArchiveEntry(new ArArchiveEntry(name, bytes.length, 0, 0, 0100644, 0));
    ar.write(bytes);
    ar.closeArchiveEntry();
  }

  static byte[] xz(byte[] bytes) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream out = new XZOutputStream(packed, new LZMA2Options(1))) {
      out.write(bytes);
    }
    return packed.toByteArray();
  }
}
