package dev.kobako.base;

import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A name that several programs could have, and who has it (update-alternatives(1), "link group").
 * Followers are what changes with it, such as its manual page.
 */
final class AlternativeGroup {
  private final String name;
  private String link;
  private String chosen = "";
  private final TreeMap<String, String> followerLinks = new TreeMap<>();
  private final TreeMap<String, Choice> choices = new TreeMap<>();

  /**
   * One that could have the name.
   *
   * @param followers path by name of what goes with it
   */
  record Choice(String path, int priority, SortedMap<String, String> followers) {}

  AlternativeGroup(String name, String link) {
    this.name = name;
    this.link = link;
  }

  String name() {
    return name;
  }

  String link() {
    return link;
  }

  /** The links of followers by name. */
  SortedMap<String, String> followerLinks() {
    return followerLinks;
  }

  SortedMap<String, Choice> choices() {
    return choices;
  }

  /** Adds a choice, or changes it; the newest words about links are what holds. */
  void install(String newLink, Choice choice, SortedMap<String, String> links) {
    link = newLink;
    followerLinks.putAll(links);
    choices.put(choice.path(), choice);
    dropUnusedFollowers();
  }

  void remove(String path) {
    choices.remove(path);
    if (chosen.equals(path)) {
      chosen = "";
    }
    dropUnusedFollowers();
  }

  private void dropUnusedFollowers() {
    TreeSet<String> used = new TreeSet<>();
    choices.values().forEach(choice -> used.addAll(choice.followers().keySet()));
    followerLinks.keySet().retainAll(used);
  }

  /** Gives the name to one choice whatever the priorities are; to the best for an empty path. */
  void choose(String path) {
    chosen = path;
  }

  /** Who has the name: the one with the highest priority, of several the first by path. */
  Choice current() {
    Choice best = choices.firstEntry().getValue();
    for (Choice choice : choices.values()) {
      if (choice.path().equals(chosen)) {
        return choice;
      }
      best = choice.priority() > best.priority() ? choice : best;
    }
    return best;
  }

  /** The group as it is kept in {@code /var/lib/dpkg/alternatives/NAME}. */
  String record() {
    StringBuilder text = new StringBuilder();
    text.append(chosen.isEmpty() ? "auto" : "manual").append('\n').append(link).append('\n');
    followerLinks.forEach((follower, path) -> text.append(follower + "\n" + path + "\n"));
    text.append('\n');
    for (Choice choice : choices.values()) {
      text.append(choice.path() + "\n" + choice.priority() + "\n");
      for (String follower : followerLinks.keySet()) {
        text.append(choice.followers().getOrDefault(follower, "")).append('\n');
      }
    }
    return text.append('\n').toString();
  }
}
