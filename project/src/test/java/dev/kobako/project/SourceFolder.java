package dev.kobako.project;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/** A folder of sources that a test writes. */
record SourceFolder(Path path) {
  /** The same with a file. */
  SourceFolder with(String name, String text) throws IOException {
    Path file = path.resolve(name);
    Files.createDirectories(Objects.requireNonNull(file.getParent()));
    Files.writeString(file, text);
    return this;
  }

  ProjectFolder folder() {
    return ProjectFolder.of(path);
  }

  Project project() {
    return Project.read(folder(), Optional.empty(), Choices.NONE);
  }

  String dockerfile() {
    return project().dockerfile();
  }
}
