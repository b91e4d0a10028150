package com.genericcorp.hq.tool.tar;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Writes a tar archive that every tar reads: regular files, owner 0, time 0. */
public final class TarWriter {
  private static final int BLOCK = 512;
  private static final int NAME_LENGTH = 100;
  private static final long MOST_OCTAL = 077777777777L;

  private final OutputStream out;
  private final int mode;

  /**
   * A writer.
   *
   * @param mode permission bits of all files
   */
  public TarWriter(OutputStream out, int mode) {
    this.out = out;
    this.mode = mode;
  }

  /** Adds a file. */
  public void add(String path, byte[] content) throws IOException {
    header(path, content.length);
    out.write(content);
    pad(content.length);
  }

  /**
   * Adds a file from a stream.
   *
   * @throws IOException also when the stream has more or fewer than {@code size} bytes
   */
  public void add(String path, long size, InputStream content) throws IOException {
    header(path, size);
    long count = content.transferTo(out);
    if (count != size) {
      throw new IOException(path + " changed while it was read");
    }
    pad(size);
  }

  /** The archive's end; the stream stays open. */
  public void finish() throws IOException {
    out.write(new byte[2 * BLOCK]);
    out.flush();
  }

  private void header(String path, long size) throws IOException {
    byte[] name = path.getBytes(StandardCharsets.UTF_8);
    if (name.length > NAME_LENGTH) {
      throw new IOException("the name " + path + " is too long for a tar archive");
    }
    byte[] header = new byte[BLOCK];
    System.arraycopy(name, 0, header, 0, name.length);
    octal(header, 100, 8, mode);
    octal(header, 108, 8, 0);
    octal(header, 116, 8, 0);
    size(header, size);
    octal(header, 136, 12, 0);
    header[156] = '0';
    put(header, 257, "ustar\0" + "00");
    Arrays.fill(header, 148, 156, (byte) ' ');
    int sum = 0;
    for (byte one : header) {
      sum += one & 0xff;
    }
    octal(header, 148, 7, sum);
    out.write(header);
  }

  /** Beyond 8 GiB as GNU's and most other tars have it: binary, its first bit set. */
  private static void size(byte[] header, long size) {
    if (size <= MOST_OCTAL) {
      octal(header, 124, 12, size);
      return;
    }
    header[124] = (byte) 0x80;
    for (int at = 0; at < Long.BYTES; at++) {
      header[135 - at] = (byte) (size >>> 8 * at);
    }
  }

  private static void octal(byte[] header, int from, int length, long value) {
    String digits = Long.toOctalString(value);
    put(header, from, "0".repeat(length - 1 - digits.length()) + digits + "\0");
  }

  private static void put(byte[] header, int from, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(bytes, 0, header, from, bytes.length);
  }

  private void pad(long size) throws IOException {
    out.write(new byte[(int) ((BLOCK - size % BLOCK) % BLOCK)]);
  }
}
