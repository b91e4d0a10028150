package com.genericcorp.hq.release.changelog;

import com.genericcorp.hq.release.version.Commit;
import com.genericcorp.hq.release.version.Commit.Kind;
import java.util.List;
import java.util.function.Predicate;

/** Commits as Markdown: what must be known before an upgrade first, what is of the house last. */
public final class Changelog {
  /** GitHub takes 125,000 characters of notes; the rest of them is ours. */
  static final int MOST_CHARACTERS = 100_000;

  /**
   * A heading and the commits below it.
   *
   * @param holds asked in the groups' order; the first that holds a commit has it
   */
  private record Group(String title, Predicate<Commit> holds) {}

  private static final List<Group> GROUPS =
      List.of(
          new Group("Read this before you upgrade", Commit::breaking),
          new Group("New", one -> one.kind() == Kind.FEATURE),
          new Group("Fixed", one -> one.kind() == Kind.FIX),
          new Group("Faster", one -> one.kind() == Kind.FASTER),
          new Group("Changes", one -> one.kind() == Kind.PLAIN),
          new Group("Of the house", one -> true));

  private Changelog() {}

  /** The groups that have a commit, in the order of the history, the newest first. */
  public static String markdown(List<Commit> commits, Links links) {
    StringBuilder text = new StringBuilder();
    int left = commits.size();
    for (Group group : GROUPS) {
      List<Commit> members = commits.stream().filter(one -> first(one) == group).toList();
      if (members.isEmpty()) {
        continue;
      }
      text.append(text.isEmpty() ? "" : "\n").append("### ").append(group.title()).append("\n\n");
      for (Commit one : members) {
        String line = line(one, links);
        if (text.length() + line.length() > MOST_CHARACTERS) {
          return text.append("\nAnd %d more.\n".formatted(left)).toString();
        }
        text.append(line);
        left--;
      }
    }
    return text.toString();
  }

  private static Group first(Commit commit) {
    return GROUPS.stream().filter(one -> one.holds().test(commit)).findFirst().orElseThrow();
  }

  private static String line(Commit commit, Links links) {
    String scope = commit.scope().map(one -> "**" + Markdown.escaped(one) + ":** ").orElse("");
    return "- %s%s (%s)\n"
        .formatted(
            scope, links.issues(Markdown.escaped(commit.subject())), links.commit(commit.hash()));
  }
}
