package dev.kobako.base;

import dev.kobako.apt.AptSource;
import dev.kobako.apt.SignedBy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a full base has in {@code /etc/apt/sources.list.d}, so that apt in it finds packages. */
public final class ImageSources {
  private ImageSources() {}

  /**
   * The sources as a file in deb822 style. Users and passwords stay outside, and so do the names of
   * key files of this machine: in the image the distribution's own keyring is where its package has
   * it.
   *
   * @param distribution {@code debian} or {@code ubuntu}
   */
  public static String text(String distribution, List<AptSource> sources) {
    List<String> stanzas = new ArrayList<>();
    for (AptSource source : sources) {
      StringBuilder stanza = new StringBuilder("Types: deb\n");
      stanza.append("URIs: ").append(withoutUser(source.archive())).append('\n');
      stanza.append("Suites: ").append(String.join(" ", source.suites())).append('\n');
      stanza.append("Components: ").append(String.join(" ", source.components())).append('\n');
      if (!source.checkValidUntil()) {
        stanza.append("Check-Valid-Until: no\n");
      }
      stanza.append("Signed-By:").append(key(distribution, source.signedBy())).append('\n');
      stanzas.add(stanza.toString());
    }
    return String.join("\n", stanzas);
  }

  private static String key(String distribution, Optional<SignedBy> signedBy) {
    if (signedBy.isPresent() && signedBy.get() instanceof SignedBy.KeyText(String armored)) {
      StringBuilder folded = new StringBuilder();
      armored
          .strip()
          .lines()
          .forEach(line -> folded.append("\n ").append(line.isBlank() ? "." : line));
      return folded.toString();
    }
    return " /usr/share/keyrings/" + distribution + "-archive-keyring.gpg";
  }

  private static String withoutUser(String archive) {
    int start = archive.indexOf("://") + 3;
    int end = archive.indexOf('/', start);
    int at = archive.lastIndexOf('@', end < 0 ? archive.length() : end);
    return at < start ? archive : archive.substring(0, start) + archive.substring(at + 1);
  }
}
