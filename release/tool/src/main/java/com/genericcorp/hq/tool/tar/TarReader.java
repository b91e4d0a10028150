package com.genericcorp.hq.tool.tar;

import com.genericcorp.hq.cli.Failed;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads a tar archive that we, or a host's tar, made of our own files. Whatever could lead out of
 * the folder that it is unpacked in is refused: links, devices, absolute paths, {@code ..}, names
 * beyond the plain characters of ours, long-name extensions.
 */
public final class TarReader {
  private static final int BLOCK = 512;
  private static final Pattern NAME =
      Pattern.compile("[A-Za-z0-9 ._+@,=-]+(/[A-Za-z0-9 ._+@,=-]+)*");
  private static final int CHECKSUM_AT = 148;
  private static final int CHECKSUM_LENGTH = 8;

  private final InputStream in;
  private final String what;
  private long left;
  private int padding;
  private boolean ended;

  /**
   * A reader.
   *
   * @param what the archive in an error's words: "the package"
   */
  public TarReader(InputStream in, String what) {
    this.in = in;
    this.what = what;
  }

  /**
   * The next file or folder; empty at the archive's end. What was not read of the last is skipped.
   *
   * @throws Failed when the archive is cut, damaged, or has what is refused
   */
  public Optional<TarEntry> next() throws IOException {
    while (!ended) {
      skipRest();
      byte[] header = new byte[BLOCK];
      readFully(header);
      if (allZero(header)) {
        ended = true;
        break;
      }
      checkSum(header);
      char type = (char) header[156];
      long size = number(header, 124, 12);
      left = size;
      padding = (int) ((BLOCK - size % BLOCK) % BLOCK);
      if (type == 'x' || type == 'g') {
        refuseMeaningful(new String(readAll(1 << 16), StandardCharsets.UTF_8));
        continue;
      }
      Optional<String> path = path(header);
      if (path.isEmpty()) {
        continue; // "./", the folder itself
      }
      if (type == '5' && size == 0) {
        return Optional.of(new TarEntry(path.get(), true, 0));
      }
      if (type == '0' || type == 0) {
        return Optional.of(new TarEntry(path.get(), false, size));
      }
      throw new Failed(
          "%s has %s, which is a link, a device or of another kind: only files and folders are"
              + " accepted; fetch it again from where it was published",
          what, path.get());
    }
    return Optional.empty();
  }

  /** The bytes of the current file; -1 at its end. */
  public int read(byte[] into) throws IOException {
    if (left == 0) {
      return -1;
    }
    int count = in.read(into, 0, (int) Math.min(into.length, left));
    if (count < 0) {
      throw cut();
    }
    left -= count;
    return count;
  }

  /**
   * The whole of the current file.
   *
   * @throws Failed when it is longer than {@code most} bytes
   */
  public byte[] readAll(int most) throws IOException {
    if (left > most) {
      throw new Failed("%s has a file of %d bytes where at most %d are expected", what, left, most);
    }
    byte[] bytes = new byte[(int) left];
    readFully(bytes);
    left = 0;
    return bytes;
  }

  private void skipRest() throws IOException {
    try {
      in.skipNBytes(left + padding);
    } catch (EOFException problem) {
      throw cut();
    }
    left = 0;
    padding = 0;
  }

  private void readFully(byte[] bytes) throws IOException {
    if (in.readNBytes(bytes, 0, bytes.length) < bytes.length) {
      throw cut();
    }
  }

  private Failed cut() {
    return new Failed("%s ends in the middle: it is cut off; copy or fetch it again", what);
  }

  private Optional<String> path(byte[] header) {
    String name = text(header, 0, 100);
    String prefix =
        text(header, 257, 5).equals("ustar") && header[262] == 0 ? text(header, 345, 155) : "";
    String path = prefix.isEmpty() ? name : prefix + "/" + name;
    while (path.startsWith("./")) {
      path = path.substring(2);
    }
    path = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    if (path.isEmpty() || path.equals(".")) {
      return Optional.empty();
    }
    if (!NAME.matcher(path).matches()
        || ("/" + path + "/").contains("/../")
        || ("/" + path + "/").contains("/./")) {
      throw new Failed(
          "%s has a file named '%s', which leads out of its folder or is no name of ours: do not use"
              + " it; fetch it again from where it was published",
          what, path.replaceAll("[^ -~]", "?"));
    }
    return Optional.of(path);
  }

  /** Extended headers of some hosts' tar carry times and attributes; a name or size decides. */
  private void refuseMeaningful(String records) {
    for (String record : records.split("\n", -1)) {
      if (record.matches("\\d+ (path|linkpath|size)=.*")) {
        throw new Failed(
            "%s has an extended header with a name or a size, which is not accepted: fetch it again"
                + " from where it was published",
            what);
      }
    }
  }

  private void checkSum(byte[] header) {
    int sum = 0;
    for (int at = 0; at < BLOCK; at++) {
      boolean own = at >= CHECKSUM_AT && at < CHECKSUM_AT + CHECKSUM_LENGTH;
      sum += own ? ' ' : header[at] & 0xff;
    }
    if (sum != number(header, CHECKSUM_AT, CHECKSUM_LENGTH)) {
      throw new Failed("%s is damaged or no tar archive: copy or fetch it again", what);
    }
  }

  private long number(byte[] header, int from, int length) {
    if ((header[from] & 0x80) != 0) {
      long value = header[from] & 0x7f;
      for (int at = from + 1; at < from + length; at++) {
        if (value > Long.MAX_VALUE >> 8) {
          throw new Failed("%s is damaged: a size in it is too large", what);
        }
        value = value << 8 | header[at] & 0xff;
      }
      return value;
    }
    String digits = text(header, from, length).strip();
    if (!digits.matches("[0-7]{0,20}")) {
      throw new Failed("%s is damaged or no tar archive: copy or fetch it again", what);
    }
    return digits.isEmpty() ? 0 : Long.parseLong(digits, 8);
  }

  private static String text(byte[] header, int from, int length) {
    int end = from;
    while (end < from + length && header[end] != 0) {
      end++;
    }
    return new String(header, from, end - from, StandardCharsets.ISO_8859_1);
  }

  private static boolean allZero(byte[] bytes) {
    for (byte one : bytes) {
      if (one != 0) {
        return false;
      }
    }
    return true;
  }
}
