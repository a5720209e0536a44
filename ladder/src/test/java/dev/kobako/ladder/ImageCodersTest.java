package dev.kobako.ladder;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class ImageCodersTest {
  @Test
  void keepsOtherCodersAndFiltersWithTheirLists() throws IOException {
    UsedTree used =
        UsedTree.with(
                "/usr/lib/x86_64-linux-gnu/ImageMagick-6.9.11/modules-Q16/coders/png.so",
                "/usr/lib/x86_64-linux-gnu/ImageMagick-6.9.11/modules-Q16/coders/png.la",
                "/usr/lib/x86_64-linux-gnu/ImageMagick-6.9.11/modules-Q16/coders/tiff.so",
                "/usr/lib/x86_64-linux-gnu/ImageMagick-6.9.11/modules-Q16/filters/analyze.so")
            .opened("/usr/lib/x86_64-linux-gnu/ImageMagick-6.9.11/modules-Q16/coders/png.so");

    assertThat(used.keptBy(new ImageCoders()))
        .containsExactly(
            "/usr/lib/x86_64-linux-gnu/ImageMagick-6.9.11/modules-Q16/coders/png.la",
            "/usr/lib/x86_64-linux-gnu/ImageMagick-6.9.11/modules-Q16/coders/tiff.so",
            "/usr/lib/x86_64-linux-gnu/ImageMagick-6.9.11/modules-Q16/filters/analyze.so");
  }

  @Test
  void keepsLoadersOfGdkPixbuf() throws IOException {
    UsedTree used =
        UsedTree.with(
                "/usr/lib/x86_64-linux-gnu/gdk-pixbuf-2.0/2.10.0/loaders/a.so",
                "/usr/lib/x86_64-linux-gnu/gdk-pixbuf-2.0/2.10.0/loaders/b.so",
                "/usr/lib/x86_64-linux-gnu/gdk-pixbuf-2.0/2.10.0/loaders.cache")
            .opened("/usr/lib/x86_64-linux-gnu/gdk-pixbuf-2.0/2.10.0/loaders/a.so");

    assertThat(used.keptBy(new ImageCoders()))
        .containsExactly(
            "/usr/lib/x86_64-linux-gnu/gdk-pixbuf-2.0/2.10.0/loaders/b.so",
            "/usr/lib/x86_64-linux-gnu/gdk-pixbuf-2.0/2.10.0/loaders.cache");
  }

  @Test
  void leavesOtherFoldersOfModulesAlone() throws IOException {
    UsedTree used =
        UsedTree.with("/opt/app/filters/a.so", "/opt/app/filters/b.so")
            .opened("/opt/app/filters/a.so");

    assertThat(used.keptBy(new ImageCoders())).isEmpty();
  }

  @Test
  void keepsSettingsAndMessagesOfImageMagick() throws IOException {
    UsedTree used =
        UsedTree.with(
                "/etc/ImageMagick-6/policy.xml",
                "/etc/ImageMagick-6/colors.xml",
                "/usr/share/ImageMagick-6/english.xml",
                "/usr/share/doc/ImageMagick-6/README")
            .opened("/etc/ImageMagick-6/policy.xml");

    assertThat(used.keptBy(new ImageCoders()))
        .containsExactly("/etc/ImageMagick-6/colors.xml", "/usr/share/ImageMagick-6/english.xml");
  }

  @Test
  void keepsSettingsOfGraphicsMagickInAllOfTheirPlaces() throws IOException {
    UsedTree used =
        UsedTree.with(
                "/usr/lib/GraphicsMagick-1.3.40/config/delegates.mgk",
                "/usr/lib/GraphicsMagick-1.3.40/config/type-windows.mgk",
                "/usr/lib/GraphicsMagick-1.3.40/modules-Q16/coders/png.so",
                "/usr/lib/GraphicsMagick-1.3.40/modules-Q16/coders/png.la",
                "/usr/share/GraphicsMagick-1.3.40/config/colors.mgk",
                "/usr/share/GraphicsMagick-1.3.40/config/log.mgk")
            .opened("/usr/share/GraphicsMagick-1.3.40/config/log.mgk");

    assertThat(used.keptBy(new ImageCoders()))
        .containsExactly(
            "/usr/lib/GraphicsMagick-1.3.40/config/delegates.mgk",
            "/usr/lib/GraphicsMagick-1.3.40/config/type-windows.mgk",
            "/usr/share/GraphicsMagick-1.3.40/config/colors.mgk");
  }
}
