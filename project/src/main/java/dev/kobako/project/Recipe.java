package dev.kobako.project;

import java.util.List;

/**
 * How a project becomes an image.
 *
 * @param evidence what was read, and where
 * @param notes what the user should know or decide; whole sentences without a full stop
 * @param dependencies the layer of its dependencies
 * @param stages the whole Dockerfile
 * @param ignored patterns for {@code .dockerignore}, beside those for all projects
 */
record Recipe(
    List<Evidence> evidence,
    List<String> notes,
    DependencyLayer dependencies,
    List<Stage> stages,
    List<String> ignored) {
  Recipe {
    evidence = List.copyOf(evidence);
    notes = List.copyOf(notes);
    stages = List.copyOf(stages);
    ignored = List.copyOf(ignored);
  }
}
