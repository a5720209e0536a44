package dev.kobako.debian;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A distribution of Debian packages with the releases that are known of it, oldest first
 * (wiki.debian.org/DebianReleases, wiki.ubuntu.com/Releases). A new one gets a line here, those to
 * come where their name is settled.
 */
@SuppressWarnings("ImmutableEnumChecker") // the lists are made by List.copyOf
public enum Distribution {
  DEBIAN(
      "8 jessie",
      "9 stretch",
      "10 buster",
      "11 bullseye",
      "12 bookworm",
      "13 trixie",
      "14 forky",
      "15 duke"),
  UBUNTU(
      "14.04 trusty",
      "16.04 xenial",
      "18.04 bionic",
      "20.04 focal",
      "22.04 jammy",
      "24.04 noble",
      "24.10 oracular",
      "25.04 plucky",
      "25.10 questing",
      "26.04 resolute");

  private final List<String> numbers;
  private final List<String> codenames;

  Distribution(String... releases) {
    List<String> numbersFound = new ArrayList<>();
    List<String> codenamesFound = new ArrayList<>();
    for (String release : releases) {
      int blank = release.indexOf(' ');
      numbersFound.add(release.substring(0, blank));
      codenamesFound.add(release.substring(blank + 1));
    }
    this.numbers = List.copyOf(numbersFound);
    this.codenames = List.copyOf(codenamesFound);
  }

  /** The distribution of that {@link #id}. */
  public static Optional<Distribution> of(String id) {
    for (Distribution each : values()) {
      if (each.id().equals(id)) {
        return Optional.of(each);
      }
    }
    return Optional.empty();
  }

  /** What each calls itself. */
  public static List<String> ids() {
    List<String> ids = new ArrayList<>();
    for (Distribution each : values()) {
      ids.add(each.id());
    }
    return List.copyOf(ids);
  }

  /** What it calls itself in os-release(5): {@code debian}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Its releases as archives call them. */
  public List<String> codenames() {
    return codenames;
  }

  /** {@code bookworm} for {@code 12}; empty for what is no number of a known release. */
  public Optional<String> codename(String number) {
    int index = numbers.indexOf(number);
    return index < 0 ? Optional.empty() : Optional.of(codenames.get(index));
  }

  /** {@code 12} for {@code bookworm}; empty for what is no codename of a known release. */
  public Optional<String> number(String codename) {
    int index = codenames.indexOf(codename);
    return index < 0 ? Optional.empty() : Optional.of(numbers.get(index));
  }
}
