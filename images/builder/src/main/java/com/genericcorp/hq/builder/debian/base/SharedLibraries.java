package com.genericcorp.hq.builder.debian.base;

import com.genericcorp.hq.builder.files.FileTree;
import com.genericcorp.hq.builder.files.FileTree.Entry;
import com.genericcorp.hq.builder.files.Node;
import com.genericcorp.hq.cli.InvalidInput;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds programs and libraries that would not load: an exclusion is a claim that something is not
 * needed, and for the other architecture nobody may have tried it.
 */
final class SharedLibraries {
  private static final int MAGIC = 0x464C457F;
  private static final int HEADER = 64;
  private static final int LOAD = 1;
  private static final int DYNAMIC = 2;
  private static final int NEEDED = 1;
  private static final int STRINGS = 5;

  private SharedLibraries() {}

  /**
   * Reads every 64-bit ELF file of the tree.
   *
   * @throws InvalidInput naming all libraries that are missing
   */
  static void check(FileTree tree) throws IOException {
    Set<String> names = new HashSet<>();
    tree.entries().keySet().forEach(path -> names.add(path.substring(path.lastIndexOf('/') + 1)));
    List<String> missing = new ArrayList<>();
    for (Map.Entry<String, Entry> entry : tree.entries().entrySet()) {
      if (entry.getValue().node() instanceof Node.RegularFile file
          && file.content().size() > HEADER) {
        for (String library : needed(file)) {
          if (!names.contains(library)) {
            missing.add(
                "'%s' of %s needs %s"
                    .formatted(entry.getKey(), entry.getValue().origin(), library));
          }
        }
      }
    }
    if (!missing.isEmpty()) {
      throw new InvalidInput(
          "%s. No package of the image has that: is something excluded that should not be?",
          String.join("; ", missing));
    }
  }

  private static List<String> needed(Node.RegularFile file) throws IOException {
    byte[] bytes;
    try (InputStream in = file.content().open()) {
      byte[] head = in.readNBytes(HEADER);
      // 64 bits, least byte first, as both architectures are.
      if (ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN).getInt() != MAGIC
          || head[4] != 2
          || head[5] != 1) {
        return List.of();
      }
      byte[] rest = in.readAllBytes();
      bytes = new byte[head.length + rest.length];
      System.arraycopy(head, 0, bytes, 0, head.length);
      System.arraycopy(rest, 0, bytes, head.length, rest.length);
    }
    try {
      return needed(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN));
    } catch (IndexOutOfBoundsException | ArithmeticException problem) {
      return List.of(); // Cut-off files, as debuggers have, are nothing that loads.
    }
  }

  private record Segment(int type, int offset, long address, long size) {}

  private static List<String> needed(ByteBuffer elf) {
    int table = Math.toIntExact(elf.getLong(0x20));
    int size = elf.getShort(0x36);
    int count = elf.getShort(0x38);
    List<Segment> segments = new ArrayList<>();
    for (int index = 0; index < count; index++) {
      int at = table + index * size;
      segments.add(
          new Segment(
              elf.getInt(at),
              Math.toIntExact(elf.getLong(at + 8)),
              elf.getLong(at + 16),
              elf.getLong(at + 32)));
    }
    List<Long> offsets = new ArrayList<>();
    long strings = -1;
    for (Segment segment : segments) {
      if (segment.type() != DYNAMIC) {
        continue;
      }
      for (int at = segment.offset(); at < segment.offset() + segment.size(); at += 16) {
        long tag = elf.getLong(at);
        if (tag == NEEDED) {
          offsets.add(elf.getLong(at + 8));
        } else if (tag == STRINGS) {
          strings = elf.getLong(at + 8);
        } else if (tag == 0) {
          break;
        }
      }
    }
    List<String> names = new ArrayList<>();
    for (long offset : offsets) {
      names.add(text(elf, Math.toIntExact(place(segments, strings) + offset)));
    }
    return names;
  }

  /** Where the file has what is loaded at an address. */
  private static long place(List<Segment> segments, long address) {
    for (Segment segment : segments) {
      if (segment.type() == LOAD
          && address >= segment.address()
          && address < segment.address() + segment.size()) {
        return address - segment.address() + segment.offset();
      }
    }
    throw new IndexOutOfBoundsException();
  }

  private static String text(ByteBuffer elf, int from) {
    int end = from;
    while (elf.get(end) != 0) {
      end++;
    }
    byte[] name = new byte[end - from];
    elf.get(from, name);
    return new String(name, StandardCharsets.US_ASCII);
  }
}
