package com.genericcorp.hq.builder.blobs;

import com.genericcorp.hq.cli.files.AtomicFile;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Digests of files that were read before. A file is read again unless its size, both of its times,
 * its inode and its device are what they were; the time of the inode's change cannot be set back. A
 * file that was changed a moment ago is always read, as clocks are coarse.
 */
public final class KnownDigests {
  private static final Duration IN_DOUBT = Duration.ofSeconds(2);
  private static final Pattern LINE =
      Pattern.compile("([0-9a-f]{64}) (\\d+ -?\\d+ -?\\d+ \\d+ \\d+) (/.*)");

  private final Path record;
  private final Map<String, Known> known = new ConcurrentHashMap<>();
  private volatile boolean changed;
  private boolean loaded;

  private record Known(Digest digest, String state) {}

  KnownDigests(Path record) {
    this.record = record;
  }

  /** The digest of a file's bytes. */
  public Digest of(Path file) throws IOException {
    load();
    String path = file.toAbsolutePath().toString();
    String before = state(file);
    Known found = known.get(path);
    if (found != null && found.state().equals(before)) {
      return found.digest();
    }
    Digest digest = Digest.of(file);
    if (!before.isEmpty() && before.equals(state(file)) && isOld(file) && !path.contains("\n")) {
      known.put(path, new Known(digest, before));
      changed = true;
    }
    return digest;
  }

  /** Empty where the file system says too little. */
  private static String state(Path file) throws IOException {
    try {
      Map<String, Object> facts =
          Files.readAttributes(file, "unix:size,lastModifiedTime,ctime,ino,dev");
      return facts.get("size")
          + " "
          + nanos(facts.get("lastModifiedTime"))
          + " "
          + nanos(facts.get("ctime"))
          + " "
          + facts.get("ino")
          + " "
          + facts.get("dev");
    } catch (UnsupportedOperationException | IllegalArgumentException elsewhere) {
      return "";
    }
  }

  private static long nanos(Object time) {
    return ((FileTime) time).to(TimeUnit.NANOSECONDS);
  }

  private static boolean isOld(Path file) throws IOException {
    FileTime time = (FileTime) Files.getAttribute(file, "unix:ctime");
    return time.toInstant().isBefore(Instant.now().minus(IN_DOUBT));
  }

  private synchronized void load() throws IOException {
    if (loaded) {
      return;
    }
    loaded = true;
    try {
      for (String line : Files.readAllLines(record)) {
        Matcher matcher = LINE.matcher(line);
        if (matcher.matches()) { // else it was cut short
          known.put(matcher.group(3), new Known(new Digest(matcher.group(1)), matcher.group(2)));
        }
      }
    } catch (NoSuchFileException | CharacterCodingException none) {
      known.clear();
    }
  }

  /** Keeps what was learnt, for the next run; files that are gone are forgotten. */
  public synchronized void keep() throws IOException {
    if (!changed) {
      return;
    }
    changed = false;
    StringBuilder text = new StringBuilder();
    for (Map.Entry<String, Known> one : new TreeMap<>(known).entrySet()) {
      if (Files.exists(Path.of(one.getKey()))) {
        Known value = one.getValue();
        text.append(value.digest().hex()).append(' ').append(value.state());
        text.append(' ').append(one.getKey()).append('\n');
      }
    }
    AtomicFile.write(record, text.toString());
  }

  /** Forgets all of it. */
  synchronized void clear() throws IOException {
    known.clear();
    Files.deleteIfExists(record);
  }
}
