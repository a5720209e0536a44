package dev.kobako.project;

import java.util.Optional;

/**
 * What a user has settled of a Dockerfile that is written for them.
 *
 * @param builder the image of the stages that build, in place of the official one of the language
 * @param base the image of the last stage
 */
public record Choices(Optional<String> builder, Optional<String> base) {
  /** Nothing is settled. */
  public static final Choices NONE = new Choices(Optional.empty(), Optional.empty());
}
