package dev.kobako.page;

import dev.kobako.image.Image;
import dev.kobako.report.ImageSurvey;
import dev.kobako.tree.ImagePath;
import java.util.function.Function;

/**
 * An image that a page shows.
 *
 * @param name as the user has named it
 * @param digest of its manifest
 * @param platform that it is for
 * @param survey what is known of it
 */
public record Subject(String name, String digest, String platform, ImageSurvey survey) {
  /**
   * An image of which all is known.
   *
   * @param reasons why a path is there, in words; empty where nobody has written that down
   */
  public static Subject of(
      String name, Image image, ImageSurvey survey, Function<ImagePath, String> reasons) {
    return new Subject(
        name,
        image.descriptor().digest().toString(),
        image.config().platform().toString(),
        new ImageSurvey(survey.analysis(), survey.inventory().because(reasons)));
  }
}
