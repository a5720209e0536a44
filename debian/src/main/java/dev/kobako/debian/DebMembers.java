package dev.kobako.debian;

import dev.kobako.tree.Printable;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The members of a .deb in the order that deb(5) demands: {@code debian-binary}, {@code
 * control.tar}, {@code data.tar}. Members whose names begin with an underscore, such as signatures,
 * are passed over wherever they are; anything else is refused.
 */
final class DebMembers {
  private static final int MAX_VERSION = 64;

  private final ArMembers members;
  private final DebPlace place;

  /** Reads the first member: the format must be 2.x. */
  DebMembers(DebSource source, DebPlace place) {
    this.members = new ArMembers(source, place);
    this.place = place;
    ArMembers.Member binary = next("debian-binary");
    byte[] version = new byte[(int) Math.min(binary.size(), MAX_VERSION)];
    int count = version.length == 0 ? 0 : binary.read(version, 0, version.length);
    String text = new String(version, 0, count, StandardCharsets.ISO_8859_1);
    if (!text.startsWith("2.") || text.indexOf('\n') < 0) {
      throw place.finding(
          "has the format '" + Printable.text(text.strip()) + "', known is 2.0 (deb(5))");
    }
  }

  /** The packed control archive, which comes next. */
  ArMembers.Member control() {
    return next("control.tar");
  }

  /** The packed files, which come after it. */
  ArMembers.Member data() {
    return next("data.tar");
  }

  /** There may be nothing more. */
  void requireEnd() {
    meant()
        .ifPresent(member -> {
          throw place.finding(
              "has the member '%s' after its data, expected the end"
                  .formatted(Printable.text(member.name())));
        });
  }

  private ArMembers.Member next(String expected) {
    ArMembers.Member member =
        meant()
            .orElseThrow(
                () -> place.finding("ends before its member " + expected + ", it was cut off"));
    boolean known =
        member.name().equals(expected)
            || (expected.endsWith(".tar") && member.name().startsWith(expected + "."));
    if (!known) {
      throw place.finding(
          "has the member '%s', expected %s".formatted(Printable.text(member.name()), expected));
    }
    return member;
  }

  private Optional<ArMembers.Member> meant() {
    Optional<ArMembers.Member> member = members.next();
    while (member.isPresent() && member.get().name().startsWith("_")) {
      member = members.next();
    }
    return member;
  }
}
