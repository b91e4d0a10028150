package com.genericcorp.hq.tool.merge;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A folder of configuration in three versions: the old release's, the customer's, the new
 * release's. What the customer changed is kept; the rest becomes the new release's.
 *
 * @param files what the customer's folder is to hold
 * @param notes a sentence for each file that a person has to look at
 */
public record FolderMerge(Map<String, byte[]> files, List<String> notes) {
  public static final String ENV = ".env";
  public static final String EXAMPLE = ".env.example";

  /** Beside a file: what both changed, between markers. */
  private static final String CONFLICTS = ".conflicts";

  /** Beside a file that is no text: the new release's. */
  private static final String NEW = ".new";

  /** Merges; {@code .env} only gains what {@code theirs}' {@code .env.example} has new. */
  public static FolderMerge of(
      Map<String, byte[]> base, Map<String, byte[]> mine, Map<String, byte[]> theirs) {
    FolderMerge result = new FolderMerge(new TreeMap<>(), new ArrayList<>());
    TreeSet<String> paths = new TreeSet<>(base.keySet());
    paths.addAll(mine.keySet());
    paths.addAll(theirs.keySet());
    paths.remove(EXAMPLE);
    for (String path : paths) {
      if (path.endsWith(CONFLICTS) && !theirs.containsKey(path)) {
        continue; // of an earlier upgrade
      }
      if (path.equals(ENV)) {
        result.env(mine.get(ENV), theirs.get(EXAMPLE));
      } else {
        result.file(path, base.get(path), mine.get(path), theirs.get(path));
      }
    }
    return result;
  }

  private void env(byte @Nullable [] mine, byte @Nullable [] example) {
    if (mine == null) {
      return;
    }
    String own = new String(mine, StandardCharsets.UTF_8);
    String merged =
        example == null ? own : EnvKeys.append(own, new String(example, StandardCharsets.UTF_8));
    TreeSet<String> added = new TreeSet<>(EnvKeys.of(merged));
    added.removeAll(EnvKeys.of(own));
    if (!added.isEmpty()) {
      notes.add(".env has new settings at its end: " + String.join(", ", added));
      files.put(ENV, merged.getBytes(StandardCharsets.UTF_8));
    } else {
      files.put(ENV, mine);
    }
  }

  private void file(
      String path, byte @Nullable [] base, byte @Nullable [] mine, byte @Nullable [] theirs) {
    if (Arrays.equals(mine, base) || Arrays.equals(mine, theirs)) {
      put(path, theirs);
    } else if (Arrays.equals(theirs, base)) {
      put(path, mine);
    } else if (mine == null) {
      notes.add(path + ": you deleted it, and the new release changed it; it stays deleted");
    } else if (theirs == null) {
      put(path, mine);
      notes.add(path + ": you changed it, and the new release has no such file; yours stays");
    } else {
      both(path, base, mine, theirs);
    }
  }

  private void both(String path, byte @Nullable [] base, byte[] mine, byte[] theirs) {
    Optional<String> from = text(base == null ? new byte[0] : base);
    Optional<String> own = text(mine);
    Optional<String> other = text(theirs);
    if (from.isEmpty() || own.isEmpty() || other.isEmpty()) {
      put(path, mine);
      put(path + NEW, theirs);
      notes.add(
          path + ": you and the new release changed it; yours stays, the new one is " + path + NEW);
      return;
    }
    LineMerge merge = LineMerge.of(from.get(), own.get(), other.get());
    put(path, merge.merged().getBytes(StandardCharsets.UTF_8));
    if (merge.conflicts() > 0) {
      put(path + CONFLICTS, merge.marked().getBytes(StandardCharsets.UTF_8));
      notes.add(
          String.format(
              "%s: you and the new release changed the same lines (%d places); yours stay, both are"
                  + " in %s%s",
              path, merge.conflicts(), path, CONFLICTS));
    }
  }

  private void put(String path, byte @Nullable [] content) {
    if (content != null) {
      files.put(path, content);
    }
  }

  private static Optional<String> text(byte[] bytes) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return text.indexOf('\0') >= 0 ? Optional.empty() : Optional.of(text);
    } catch (CharacterCodingException problem) {
      return Optional.empty();
    }
  }
}
