package dev.kobako.base;

import dev.kobako.debian.UnpackedPackages.UnpackedPackage;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Says what scripts would have done that no effect stands for, as far as their texts tell it: the
 * programs that are known to make something that other programs read. Services, caches that only
 * save time, and questions to the user are no loss in an image and are not told of.
 */
final class UnrunScripts implements Effect {
  /**
   * What is missing where a program was not run.
   *
   * @param where it matters only if this is there; empty for always
   */
  private record Loss(String program, String where, String text) {}

  private static final List<Loss> LOSSES =
      List.of(
          new Loss(
              "glib-compile-schemas",
              "/usr/share/glib-2.0/schemas",
              "GSettings finds no schemas, and programs that ask for one end"),
          new Loss(
              "gdk-pixbuf-query-loaders", "/usr/share/mime", "gdk-pixbuf knows no image loaders"),
          new Loss(
              "update-mime-database", "/usr/share/mime/packages", "types of files are unknown"),
          new Loss("gio-querymodules", "", "GIO finds no modules"),
          new Loss("locale-gen", "", "there is no locale but C, POSIX and C.UTF-8"),
          new Loss("localedef", "", "there is no locale but C, POSIX and C.UTF-8"),
          new Loss("setcap", "", "a program lacks a capability that it is meant to have"),
          new Loss("make-ssl-cert", "", "there is no self-signed certificate"),
          new Loss("ssh-keygen", "", "there are no host keys"),
          new Loss("update-xmlcatalog", "", "catalogues of XML are not registered"),
          new Loss("ucf", "", "a configuration file may be missing from /etc"),
          new Loss("chown", "", "files may belong to root that are meant for another user"),
          new Loss("chmod", "", "files may have other modes than they are meant to"));

  @Override
  public String standsFor() {
    return "maintainer scripts";
  }

  @Override
  public void apply(Draft draft) {
    UnchangedAttributes unchanged = new UnchangedAttributes(draft);
    for (UnpackedPackage each : draft.packages()) {
      String name = each.available().name();
      if (!isStoodFor(name)) {
        Set<String> programs = programs(ScriptCalls.of(each, "postinst", draft.tree()), unchanged);
        LOSSES.stream()
            .filter(loss -> programs.contains(loss.program()))
            .filter(loss -> loss.where().isEmpty() || draft.has(loss.where()))
            .forEach(loss -> draft.note(name, loss.program() + " was not run: " + loss.text()));
      }
    }
  }

  /** The first two words of each call: the program may stand behind another's name. */
  private static Set<String> programs(List<List<String>> calls, UnchangedAttributes unchanged) {
    Set<String> programs = new HashSet<>();
    for (List<String> call : calls) {
      boolean ofAttributes = call.getFirst().equals("chmod") || call.getFirst().equals("chown");
      if (!ofAttributes || !unchanged.isLeftBy(call)) {
        programs.addAll(call.subList(0, Math.min(2, call.size())));
      }
    }
    return programs;
  }

  /** Packages whose scripts the effects were written after. */
  private static boolean isStoodFor(String name) {
    return switch (name) {
      case "base-files", "base-passwd", "ca-certificates", "ca-certificates-java" -> true;
      case "libc-bin", "libc6", "tzdata" -> true;
      default -> false;
    };
  }
}
