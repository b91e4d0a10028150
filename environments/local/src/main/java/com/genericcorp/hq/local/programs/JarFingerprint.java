package com.genericcorp.hq.local.programs;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;

/**
 * Tells one content of jar files from another without reading them: a jar's table of contents holds
 * a checksum of each of its files (PKWARE's APPNOTE, 4.3.12).
 */
final class JarFingerprint {
  private static final int END_RECORD = 22;
  private static final int END_SIGNATURE = 0x06054b50;
  private static final int TABLE_SIZE_AT = 12;
  private static final int TABLE_OFFSET_AT = 16;
  private static final int BYTES = 8;

  private JarFingerprint() {}

  /** The same for files of the same names and contents in the same order, and for no others. */
  static String of(Collection<Path> jars) throws IOException {
    MessageDigest digest;
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
    for (Path jar : jars) {
      digest.update((jar.getFileName() + "\0").getBytes(StandardCharsets.UTF_8));
      digest.update(tableOfContents(jar));
    }
    return HexFormat.of().formatHex(digest.digest(), 0, BYTES);
  }

  private static byte[] tableOfContents(Path jar) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(jar.toFile(), "r")) {
      long length = file.length();
      byte[] end = new byte[END_RECORD];
      if (length > END_RECORD) {
        file.seek(length - END_RECORD);
        file.readFully(end);
        ByteBuffer record = ByteBuffer.wrap(end).order(ByteOrder.LITTLE_ENDIAN);
        long size = Integer.toUnsignedLong(record.getInt(TABLE_SIZE_AT));
        long offset = Integer.toUnsignedLong(record.getInt(TABLE_OFFSET_AT));
        if (record.getInt(0) == END_SIGNATURE && offset + size == length - END_RECORD) {
          byte[] table = new byte[(int) size];
          file.seek(offset);
          file.readFully(table);
          return table;
        }
      }
    }
    // No plain jar: one with a comment, or more than 4 GB.
    return Files.readAllBytes(jar);
  }
}
