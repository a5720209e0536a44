package dev.kobako.ladder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kobako.tree.ImagePath;
import java.io.IOException;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** What of a folder stays to which a kept link leads, see {@link PageResourcesTest} for owners. */
class FamilyViewTest {
  private static final ImagePath KIT = ImagePath.of("/opt/kit");
  private static final ImagePath OTHER = ImagePath.of("/opt/other/current");

  /** Keeps what it wants of the image. */
  private record Kit(Predicate<ImagePath> filter) implements Family {
    Kit() {
      this(path -> path.startsWith(KIT));
    }

    @Override
    public String name() {
      return "kit";
    }

    @Override
    public String about() {
      return "Part of a tree.";
    }

    @Override
    public void complete(Touched touched) throws IOException {
      touched.keepAll(ImagePath.ROOT, filter, KIT.child("start"));
    }
  }

  private static UsedTree kit(String... others) {
    UsedTree used = UsedTree.with("/opt/kit/start").opened("/opt/kit/start");
    for (String other : others) {
      used.file(other, other);
    }
    return used;
  }

  @Test
  void goesFromFolderToFolderAndEndsWhereTheyLeadInACircle() throws IOException {
    UsedTree used =
        kit("/srv/a/data", "/srv/b/data")
            .link("/opt/kit/a", "/srv/a")
            .link("/srv/a/b", "../b")
            .link("/srv/b/a", "../a")
            .link("/srv/b/kit", "/opt/kit");

    assertThat(used.keptBy(new Kit()))
        .containsExactly(
            "/opt/kit/a", "/srv/a/b", "/srv/a/data", "/srv/b/a", "/srv/b/data", "/srv/b/kit");
  }

  @Test
  void takesNothingOfFoldersThatHoldAllKindsOfThings() throws IOException {
    UsedTree used =
        kit("/usr/share/other/data", "/var/log/text")
            .link("/opt/kit/root", "/")
            .link("/opt/kit/log", "/var/log")
            .link("/opt/kit/share", "/usr/share");

    assertThat(used.keptBy(new Kit()))
        .containsExactly("/opt/kit/log", "/opt/kit/root", "/opt/kit/share");
  }

  @Test
  void takesNothingOfAFolderThatTheLinkIsIn() throws IOException {
    UsedTree used =
        kit("/srv/app/sub/data", "/srv/app/data")
            .link("/opt/kit/sub", "/srv/app/sub")
            .link("/srv/app/sub/above", "..");

    assertThat(used.keptBy(new Kit()))
        .containsExactly("/opt/kit/sub", "/srv/app/sub/above", "/srv/app/sub/data");
  }

  @Test
  void leavesAFolderBesideTheLinkToTheFamily() throws IOException {
    UsedTree used = kit("/opt/other/1.2/tests/dead").link("/opt/other/current", "1.2");

    assertThat(used.keptBy(new Kit(path -> path.equals(OTHER)))).containsExactly(OTHER.toString());
  }

  @Test
  void leavesPackagesOfLanguagesToTheirFamilies() throws IOException {
    UsedTree used =
        kit("/srv/app/node_modules/left/index.js", "/srv/lib/index.js", "/srv/lib/node_modules/x")
            .link("/opt/kit/left", "/srv/app/node_modules/left")
            .link("/opt/kit/lib", "/srv/lib");

    assertThat(used.keptBy(new Kit()))
        .containsExactly("/opt/kit/left", "/opt/kit/lib", "/srv/lib/index.js");
  }

  /** As many folders as no honest image has in a row. */
  @Test
  void takesNoStackForEachLink() throws IOException {
    UsedTree used = kit().link("/opt/kit/first", "/srv/0");
    int many = 20_000;
    for (int i = 0; i < many; i++) {
      used.link("/srv/" + i + "/next", "../" + (i + 1));
    }
    used.file("/srv/" + many + "/data", "data");

    assertThat(used.keptBy(new Kit())).hasSize(many + 2).contains("/srv/" + many + "/data");
  }
}
