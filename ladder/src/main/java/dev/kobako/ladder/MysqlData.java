package dev.kobako.ladder;

import dev.kobako.tree.ImagePath;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What servers of MySQL and MariaDB load by names in SQL or in their settings: charsets, messages,
 * plugins, and the scripts that make the system tables.
 */
final class MysqlData implements Family {
  private static final List<String> NAMES = List.of("mysql", "mariadb");

  @Override
  public String name() {
    return "mysql-data";
  }

  @Override
  public String about() {
    return "Charsets, messages and plugins of a MySQL or MariaDB server stay where a run read any of"
        + " them.";
  }

  @Override
  public void complete(Touched touched) throws IOException {
    for (var each : touched.openedIn(path -> shared(path, touched)).entrySet()) {
      touched.keepAll(each.getKey(), path -> !isDead(path), each.getValue());
      for (ImagePath plugins : plugins(each.getKey(), touched)) {
        touched.keepAll(plugins, path -> path.name().endsWith(".so"), each.getValue());
      }
    }
  }

  private static Optional<ImagePath> shared(ImagePath path, Touched touched) {
    return path.toString().contains("/share/")
        ? Ancestors.nearest(
            path,
            folder -> touched.tree().entry(folder.child("charsets").child("Index.xml")).isPresent())
        : Optional.empty();
  }

  private static boolean isDead(ImagePath path) {
    return (path.name().contains("test") && path.name().endsWith(".sql"))
        || path.toString().contains("/policy/");
  }

  private static List<ImagePath> plugins(ImagePath shared, Touched touched) {
    String text = shared.toString();
    String prefix = text.substring(0, text.indexOf("/share/"));
    List<ImagePath> folders = new ArrayList<>();
    ImagePath libraries = ImagePath.of(prefix + "/lib");
    for (String name : NAMES) {
      folders.add(libraries.child(name).child("plugin"));
    }
    for (String name : touched.tree().names(libraries)) {
      if (name.startsWith("libmariadb") || name.startsWith("mariadb")) {
        folders.add(libraries.child(name).child("plugin"));
      }
    }
    return folders.stream()
        .filter(folder -> touched.tree().entry(folder).isPresent())
        .distinct()
        .toList();
  }
}
