package com.genericcorp.hq.tool.merge;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class FolderMergeTest {
  private static final String BASE = "one\ntwo\nthree\nfour\nfive\n";

  @Test
  void whatEitherSideChangedIsTakenAndAFileThatOnlyOneHasStays() {
    String mine = "one\nTWO\nthree\nfour\nfive\n";
    String theirs = "zero\none\ntwo\nthree\nfour\n5\n";
    FolderMerge merge =
        FolderMerge.of(
            files("f", BASE, "same", "a"),
            files("f", mine, "same", "a", "own", "mine"),
            files("f", theirs, "same", "b", "new", "theirs"));
    assertThat(text(merge))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "f",
                "zero\none\nTWO\nthree\nfour\n5\n",
                "same",
                "b",
                "own",
                "mine",
                "new",
                "theirs"));
    assertThat(merge.notes()).isEmpty();
  }

  @Test
  void aConflictKeepsTheCustomersLinesAndShowsBoth() {
    FolderMerge merge =
        FolderMerge.of(
            files("f", BASE),
            files("f", BASE.replace("two", "mine")),
            files("f", BASE.replace("two", "theirs")));
    assertThat(text(merge)).containsEntry("f", BASE.replace("two", "mine"));
    assertThat(text(merge).get("f.conflicts"))
        .contains(
            "<<<<<<< yours, kept\nmine\n", "two\n======= the new release's\ntheirs\n>>>>>>>\n")
        .startsWith("one\n<<<<<<<")
        .endsWith("three\nfour\nfive\n");
    assertThat(merge.notes()).singleElement().asString().contains("f:", "1 places", "f.conflicts");
  }

  @Test
  void whatWasDeletedOnOneSideAndChangedOnTheOtherIsSaid() {
    FolderMerge merge =
        FolderMerge.of(files("a", "1", "b", "1", "c", "1"), files("b", "2"), files("a", "2"));
    assertThat(text(merge)).containsOnlyKeys("b").containsEntry("b", "2");
    assertThat(merge.notes()).hasSize(2).anyMatch(note -> note.startsWith("a: you deleted it"));
  }

  @Test
  void aBinaryFileIsNeverMixed() {
    FolderMerge merge = FolderMerge.of(files("x", "a\0b"), files("x", "a\0c"), files("x", "a\0d"));
    assertThat(text(merge)).containsEntry("x", "a\0c").containsEntry("x.new", "a\0d");
    assertThat(merge.notes()).singleElement().asString().contains("x.new");
    Map<String, byte[]> latin = Map.of("y", new byte[] {(byte) 0xff, 1});
    Map<String, byte[]> other = Map.of("y", new byte[] {(byte) 0xfe, 1});
    FolderMerge bytes = FolderMerge.of(files("y", "text"), latin, other);
    assertThat(bytes.files().get("y")).isEqualTo(latin.get("y"));
    assertThat(bytes.files()).containsKey("y.new");
  }

  @Test
  void aLastLineWithoutItsEndAndAnOldConflictsFileAreNoTrouble() {
    FolderMerge merge =
        FolderMerge.of(
            files("f", "a\nb"),
            files("f", "a\nb\nmine", "f.conflicts", "old"),
            files("f", "new\na\nb"));
    assertThat(text(merge)).doesNotContainKey("f.conflicts.new");
    assertThat(text(merge).get("f")).contains("mine").startsWith("new\na\n");
  }

  @Test
  void theEnvironmentsFileGainsNewKeysWithTheirCommentsAndChangesNothingElse() {
    String mine = "# own words\nAGENTHQ_HOST=hq.example.org\nOWN=1";
    String example =
        "# Host.\nAGENTHQ_HOST=\n\n# About mail,\n# two lines.\n# SMTP_HOST=mail\n\n# Size.\nPOOL=5\n";
    FolderMerge merge =
        FolderMerge.of(Map.of(), files(".env", mine), files(".env.example", example));
    assertThat(text(merge))
        .containsOnlyKeys(".env")
        .containsEntry(
            ".env",
            mine + "\n\n# About mail,\n# two lines.\n# SMTP_HOST=mail\n\n# Size.\nPOOL=5\n");
    assertThat(merge.notes()).singleElement().asString().contains("POOL, SMTP_HOST");
    FolderMerge again = FolderMerge.of(Map.of(), merge.files(), files(".env.example", example));
    assertThat(text(again)).isEqualTo(text(merge));
    assertThat(again.notes()).isEmpty();
  }

  private static Map<String, byte[]> files(String... pathsAndTexts) {
    Map<String, byte[]> files = new TreeMap<>();
    for (int at = 0; at < pathsAndTexts.length; at += 2) {
      files.put(pathsAndTexts[at], pathsAndTexts[at + 1].getBytes(StandardCharsets.UTF_8));
    }
    return files;
  }

  private static Map<String, String> text(FolderMerge merge) {
    Map<String, String> text = new TreeMap<>();
    merge
        .files()
        .forEach((path, bytes) -> text.put(path, new String(bytes, StandardCharsets.UTF_8)));
    return text;
  }
}
