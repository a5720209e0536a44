package dev.kobako.compare;

import dev.kobako.config.FieldText;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What an image is built from. What is absent is not said.
 *
 * @param base what the Dockerfile's {@code ARG BASE} gets, or without a Dockerfile the image itself
 * @param dockerfile beside the matrix
 * @param context folder beside the matrix
 * @param target stage
 * @param args build arguments
 * @param env variables that every RUN finds, and the image doesn't
 */
public record BuildSettings(
    Optional<FieldText> base,
    Optional<FieldText> dockerfile,
    Optional<FieldText> context,
    Optional<FieldText> target,
    SortedMap<String, String> args,
    SortedMap<String, String> env) {
  /** Nothing is said. */
  public static final BuildSettings NONE =
      new BuildSettings(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Collections.emptySortedMap(),
          Collections.emptySortedMap());

  public BuildSettings {
    args = Collections.unmodifiableSortedMap(new TreeMap<>(args));
    env = Collections.unmodifiableSortedMap(new TreeMap<>(env));
  }

  /** Whether a Dockerfile is built at all. */
  public boolean isBuild() {
    return dockerfile.isPresent() || context.isPresent();
  }

  /** These, and what the others say where these say nothing. */
  BuildSettings over(BuildSettings others) {
    SortedMap<String, String> allArgs = new TreeMap<>(others.args);
    allArgs.putAll(args);
    SortedMap<String, String> allEnv = new TreeMap<>(others.env);
    allEnv.putAll(env);
    return new BuildSettings(
        base.or(others::base),
        dockerfile.or(others::dockerfile),
        context.or(others::context),
        target.or(others::target),
        allArgs,
        allEnv);
  }

  void describe(SortedMap<String, String> into) {
    base.ifPresent(each -> into.put("base", each.text()));
    target.ifPresent(each -> into.put("target", each.text()));
    args.forEach((name, value) -> into.put("args." + name, value));
    env.forEach((name, value) -> into.put("env." + name, value));
  }
}
