package dev.kobako.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kobako.base.BaseRequest.Account;
import dev.kobako.base.BaseRequest.BaseSettings;
import dev.kobako.debian.UnpackedPackages;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.image.Content;
import dev.kobako.tree.Attributes;
import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import dev.kobako.tree.MemoryTree;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class RequestedAccountsTest {
  private static final Account APP = new Account("app", 1000, 1001, "/srv/app", "/bin/sh");

  static BaseRequest request(String user, Account... accounts) {
    return new BaseRequest(
        "debian",
        "bookworm",
        BaseRequest.Kind.FULL,
        List.of(),
        new TreeSet<>(),
        false,
        true,
        List.of(accounts),
        List.of(),
        new BaseSettings(new TreeMap<>(), List.of(), List.of(), "", user, new TreeMap<>()));
  }

  private static Entry.RegularFile file(Attributes attributes, String text) {
    return new Entry.RegularFile(attributes, Content.of(text.getBytes(StandardCharsets.UTF_8)), 0);
  }

  private static MadeTree made(BaseRequest request) {
    MemoryTree tree =
        MemoryTree.builder()
            .put(
                ImagePath.of("/etc/passwd"),
                file(Attributes.of(0644), "root:x:0:0:root:/root:/bin/bash\n"))
            .put(ImagePath.of("/etc/group"), file(Attributes.of(0644), "root:x:0:\n"))
            .put(
                ImagePath.of("/etc/shadow"),
                file(
                    Attributes.of(0640).withOwner(0, 42),
                    "root:*:19723:0:99999:7:::\napp:secret:1:0:99999:7:::\n"))
            .build();
    Draft draft = new Draft(new UnpackedPackages(tree, List.of()), MadePackages.TIME);
    draft.apply(new RequestedAccounts(request));
    return draft.finish();
  }

  @Test
  void usersAreInAllTablesWithoutAPasswordAndHaveHomes() {
    MadeTree made = made(request("", APP));

    assertThat(MadePackages.text(made, "/etc/passwd"))
        .isEqualTo("root:x:0:0:root:/root:/bin/bash\napp:x:1000:1001::/srv/app:/bin/sh\n");
    assertThat(MadePackages.text(made, "/etc/group")).isEqualTo("root:x:0:\napp:x:1001:\n");
    assertThat(MadePackages.text(made, "/etc/shadow"))
        .isEqualTo("root:*:19723:0:99999:7:::\napp:!:19675:0:99999:7:::\n");
    assertThat(made.tree().entry(ImagePath.of("/etc/gshadow"))).isEmpty();
    assertThat(attributes(made, "/etc/shadow"))
        .isEqualTo(Attributes.of(0640).withOwner(0, 42).withMtime(MadePackages.TIME));
    assertThat(attributes(made, "/srv/app"))
        .isEqualTo(Attributes.of(0700).withOwner(1000, 1001).withMtime(MadePackages.TIME));
  }

  @Test
  void nonrootIsThereWhereTheImageIsToRunAsIt() {
    assertThat(MadePackages.text(made(request("nonroot:nonroot")), "/etc/passwd"))
        .endsWith("\nnonroot:x:65532:65532::/home/nonroot:/usr/sbin/nologin\n");
    assertThat(MadePackages.text(made(request("")), "/etc/passwd")).doesNotContain("nonroot");
  }

  @Test
  void whatCannotBeIsRefusedBeforeScriptsRun() {
    BaseRequest request = request("", new Account("a:b", 1, 1, "/home/a", "/bin/sh"));

    assertThatThrownBy(() -> new RequestedAccounts(request))
        .isInstanceOf(KobakoException.class)
        .hasMessage(
            "account 'a:b': no name of a user, expected 1 to 32 letters, digits, '_', '.', '+' and"
                + " '-'\nremedy: choose another name");
  }

  private static Attributes attributes(MadeTree made, String path) {
    return made.tree().entry(ImagePath.of(path)).orElseThrow().attributes();
  }
}
