package dev.kobako.base;

import dev.kobako.debian.UnpackedPackages.UnpackedPackage;
import dev.kobako.image.Content;
import dev.kobako.tree.PathBytes;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Says what scripts would have done that no effect stands for, as far as their texts tell it: the
 * programs that are known to make something that other programs read. Services, caches that only
 * save time, and questions to the user are no loss in an image and are not told of.
 */
final class UnrunScripts implements Effect {
  @Override
  public String standsFor() {
    return "maintainer scripts";
  }

  @Override
  public void apply(Draft draft) {
    for (UnpackedPackage each : draft.packages()) {
      String name = each.available().name();
      Content script = each.control().get("postinst");
      if (script == null || isStoodFor(name)) {
        continue;
      }
      TreeSet<String> losses = new TreeSet<>();
      String text = PathBytes.decode(Draft.bytes(script, name + ": postinst"));
      for (List<String> command : ScriptCommands.of(text)) {
        command.stream().limit(2).forEach(word -> loss(word).ifPresent(losses::add));
      }
      losses.forEach(loss -> draft.note(name, loss));
    }
  }

  /** Packages whose scripts the effects were written after. */
  private static boolean isStoodFor(String name) {
    return switch (name) {
      case "base-files", "base-passwd", "ca-certificates", "ca-certificates-java" -> true;
      case "libc-bin", "libc6", "tzdata" -> true;
      default -> false;
    };
  }

  private static Optional<String> loss(String word) {
    return Optional.ofNullable(
        switch (word.substring(word.lastIndexOf('/') + 1)) {
          case "glib-compile-schemas" ->
              "glib-compile-schemas was not run: programs that use GSettings end without schemas";
          case "gdk-pixbuf-query-loaders" ->
              "gdk-pixbuf-query-loaders was not run: gdk-pixbuf finds no loaders of images";
          case "update-mime-database" ->
              "update-mime-database was not run: types of files are not told";
          case "gio-querymodules" -> "gio-querymodules was not run: GIO finds no modules";
          case "locale-gen", "localedef" -> "locales were not made: only C, POSIX and C.UTF-8 work";
          case "setcap" ->
              "setcap was not run: a program lacks a capability that it is meant to have";
          case "make-ssl-cert" -> "make-ssl-cert was not run: there is no self-signed certificate";
          case "install-docs", "mktexlsr", "update-texmf" -> null;
          case "ucf" -> "ucf was not run: a configuration file may be missing from /etc";
          case "chown", "chgrp" -> "owners of files were not changed";
          case "chmod" -> "modes of files were not changed";
          case "ssh-keygen" -> "ssh-keygen was not run: there are no host keys";
          case "update-xmlcatalog", "update-catalog" ->
              "catalogues of XML and SGML were not registered";
          default -> null;
        });
  }
}
