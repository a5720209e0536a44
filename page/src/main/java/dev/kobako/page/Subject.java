package dev.kobako.page;

import dev.kobako.image.Image;
import dev.kobako.report.ImageAnalysis;
import dev.kobako.report.ImageSurvey;
import java.io.IOException;

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
   * Reads an image.
   *
   * @throws IOException if a layer can't be read
   */
  public static Subject of(String name, Image image, ImageAnalysis.Wishes wishes)
      throws IOException {
    return new Subject(
        name,
        image.descriptor().digest().toString(),
        image.config().platform().toString(),
        ImageAnalysis.survey(image, wishes));
  }
}
