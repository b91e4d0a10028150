package com.genericcorp.hq.builder.blobs;

import com.genericcorp.hq.cli.Failed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Keeps a store below a size: what was not used for longest goes first. */
public final class StoreLimit {
  private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");

  /** Where an older builder kept records; nothing reads them. */
  private static final List<String> OLD_RECORDS = List.of("unpacked", "jre");

  private final BlobStore store;
  private final Map<Kind, Freed> done = new EnumMap<>(Kind.class);

  private StoreLimit(BlobStore store) {
    this.store = store;
  }

  /** What a store holds. */
  public enum Kind {
    PACKAGES("packages and documents"),
    UNPACKED("unpacked packages"),
    RUNTIMES("Java runtimes"),
    LAYERS("layers"),
    RECORDS("records of what is gone"),
    UNFINISHED("left by killed runs");

    private final String shown;

    Kind(String shown) {
      this.shown = shown;
    }

    @Override
    public String toString() {
      return shown;
    }

    private static Kind ofRecord(String folder) {
      return switch (folder) {
        case "unpacked" -> UNPACKED;
        case "jre" -> RUNTIMES;
        case "layers" -> LAYERS;
        default -> PACKAGES;
      };
    }
  }

  /**
   * What was done to one kind.
   *
   * @param files that were deleted
   * @param bytes of them
   * @param left bytes that stay
   */
  public record Freed(int files, long bytes, long left) {
    private Freed plus(boolean deleted, long size) {
      return deleted
          ? new Freed(files + 1, bytes + size, left)
          : new Freed(files, bytes, left + size);
    }
  }

  private record Kept(Path file, long size, Instant used) {}

  private record Record(Kept kept, String folder, Set<String> names) {}

  /**
   * Deletes the least recently used files until at most {@code limit} bytes are left, records that
   * name nothing that is left, and what killed runs left.
   *
   * @throws Failed when the folder cannot be read or written
   */
  public static Map<Kind, Freed> apply(BlobStore store, long limit) {
    StoreLimit run = new StoreLimit(store);
    try {
      run.apply(limit);
    } catch (IOException problem) {
      throw store.unusable(problem);
    }
    return run.done;
  }

  private void apply(long limit) throws IOException {
    for (Kind kind : Kind.values()) {
      done.put(kind, new Freed(0, 0, 0));
    }
    List<Record> records = records();
    Map<String, Kind> kinds = new HashMap<>();
    records.forEach(
        record -> record.names().forEach(name -> kinds.put(name, Kind.ofRecord(record.folder()))));
    List<Kept> blobs = files(store.root().resolve(BlobStore.BLOBS));
    blobs.sort(Comparator.comparing(Kept::used).thenComparing(Kept::file));
    long left =
        blobs.stream().mapToLong(Kept::size).sum()
            + records.stream().mapToLong(record -> record.kept().size()).sum();
    Set<String> alive = new HashSet<>();
    for (Kept one : blobs) {
      String name = String.valueOf(one.file().getFileName());
      boolean delete = left > limit;
      if (delete) {
        Files.deleteIfExists(one.file());
        left -= one.size();
      } else {
        alive.add(name);
      }
      note(kinds.getOrDefault(name, Kind.PACKAGES), delete, one.size());
    }
    for (Record one : records) {
      boolean dead = one.names().stream().noneMatch(alive::contains);
      if (dead) {
        Files.deleteIfExists(one.kept().file());
      }
      note(Kind.RECORDS, dead, one.kept().size());
    }
    for (String folder : OLD_RECORDS) {
      for (Kept one : files(store.root().resolve(folder))) {
        Files.deleteIfExists(one.file());
        note(Kind.RECORDS, true, one.size());
      }
      Files.deleteIfExists(store.root().resolve(folder));
    }
    store.known().clear();
    Unfinished.Swept swept = store.unfinished().sweep();
    done.computeIfPresent(
        Kind.UNFINISHED,
        (kind, was) ->
            new Freed(was.files() + swept.files(), was.bytes() + swept.bytes(), was.left()));
  }

  private void note(Kind kind, boolean deleted, long size) {
    done.computeIfPresent(kind, (key, was) -> was.plus(deleted, size));
  }

  /** The records; temporary files that kills left among them are deleted. */
  private List<Record> records() throws IOException {
    Path root = store.root().resolve(Records.FOLDER);
    List<Record> records = new ArrayList<>();
    if (!Files.isDirectory(root)) {
      return records;
    }
    List<Path> folders;
    try (Stream<Path> listed = Files.list(root)) {
      folders = listed.sorted().toList();
    }
    for (Path folder : folders) {
      for (Kept one : files(folder)) {
        String name = String.valueOf(one.file().getFileName());
        if (!name.startsWith(".")) {
          records.add(new Record(one, String.valueOf(folder.getFileName()), named(one.file())));
        } else if (Unfinished.isAbandoned(one.used())) {
          Files.deleteIfExists(one.file());
          note(Kind.UNFINISHED, true, one.size());
        }
      }
    }
    return records;
  }

  private static Set<String> named(Path record) throws IOException {
    Set<String> names = new HashSet<>();
    try {
      Matcher matcher = DIGEST.matcher(Files.readString(record));
      while (matcher.find()) {
        names.add(matcher.group());
      }
    } catch (NoSuchFileException | java.nio.charset.CharacterCodingException broken) {
      return Set.of(); // it names nothing
    }
    return names;
  }

  private static List<Kept> files(Path folder) throws IOException {
    List<Kept> found = new ArrayList<>();
    if (!Files.isDirectory(folder)) {
      return found;
    }
    List<Path> all;
    try (Stream<Path> listed = Files.list(folder)) {
      all = listed.toList();
    }
    for (Path file : all) {
      try {
        BasicFileAttributes facts =
            Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (facts.isRegularFile()) {
          found.add(new Kept(file, facts.size(), facts.lastModifiedTime().toInstant()));
        }
      } catch (NoSuchFileException gone) {
        // Another run moved or deleted it.
      }
    }
    return found;
  }
}
