package dev.kobako.base;

import dev.kobako.base.BaseRequest.Account;
import dev.kobako.debian.UnpackedPackages.UnpackedPackage;
import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.tree.ImagePath;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code /etc/passwd} and {@code /etc/group} with the homes that they name: base-passwd's masters
 * where that package is there, or else the few accounts that programs ask for; the system accounts
 * of packages; {@code nonroot}, under whose number distroless images run; and what the user asks
 * for, which comes before all others of the same name.
 */
final class AccountFiles implements Effect {
  private static final String PASSWD = "/etc/passwd";
  private static final String GROUP = "/etc/group";
  private static final String NOLOGIN = "/usr/sbin/nologin";

  /** The user of distroless images, which has no password and no shell. */
  static final Account NONROOT = new Account("nonroot", 65532, 65532, "/home/nonroot", NOLOGIN);

  private static final long MAX_ID = 0xffff_fffeL;

  private static final String FEW_USERS =
      """
      root:x:0:0:root:/root:/usr/sbin/nologin
      nobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin
      """;
  private static final String FEW_GROUPS =
      """
      root:x:0:
      tty:x:5:
      mail:x:8:
      utmp:x:43:
      staff:x:50:
      nogroup:x:65534:
      """;

  private final List<Account> accounts;

  /**
   * @param accounts what the user asks for
   * @throws KobakoException usage, if one of them can't be
   */
  AccountFiles(List<Account> accounts) {
    accounts.forEach(AccountFiles::check);
    this.accounts = List.copyOf(accounts);
  }

  @Override
  public String standsFor() {
    return "adduser";
  }

  @Override
  public void apply(Draft draft) {
    AccountTables tables =
        new AccountTables(
            known(draft, PASSWD, "passwd", FEW_USERS), known(draft, GROUP, "group", FEW_GROUPS));
    List<SystemAccount> wanted = systemAccounts(draft);
    wanted.forEach(tables::add);
    List<Account> added = new ArrayList<>(accounts);
    if (!tables.hasUid(NONROOT.uid())
        && accounts.stream()
            .noneMatch(each -> each.name().equals("nonroot") || each.uid() == NONROOT.uid())) {
      added.add(NONROOT);
    }
    for (Account account : added) {
      tables.putUser(
          account.name(), account.uid(), account.gid(), "", account.home(), account.shell());
      tables.putGroup(account.name(), account.gid());
    }
    draft.file(PASSWD, tables.passwd());
    draft.file(GROUP, tables.group());
    homes(draft, tables, wanted);
    for (Account account : added) {
      home(draft, account.home(), 0700, account.uid(), account.gid());
    }
  }

  private static String known(Draft draft, String path, String master, String otherwise) {
    return draft
        .text(path)
        .or(() -> draft.text("/usr/share/base-passwd/" + master + ".master"))
        .orElse(otherwise);
  }

  private static List<SystemAccount> systemAccounts(Draft draft) {
    List<SystemAccount> wanted = new ArrayList<>();
    for (UnpackedPackage each : draft.packages()) {
      for (String script : List.of("preinst", "postinst")) {
        wanted.addAll(AccountCommands.of(ScriptCalls.of(each, script, draft.tree())));
      }
    }
    ImagePath folder = ImagePath.of("/usr/lib/sysusers.d");
    for (String name : draft.tree().names(folder)) {
      if (name.endsWith(".conf")) {
        draft.text(folder.child(name).toString()).map(SysusersFile::read).ifPresent(wanted::addAll);
      }
    }
    return wanted;
  }

  private static void homes(Draft draft, AccountTables tables, List<SystemAccount> wanted) {
    for (SystemAccount account : wanted) {
      if (account instanceof SystemAccount.User user && user.makesHome()) {
        long uid = tables.uid(user.name()).orElse(0);
        home(draft, user.home(), 0755, uid, tables.gid(user.group()).orElse(65534));
      }
    }
  }

  /** Makes a home, if it is one and is not there. */
  static void home(Draft draft, String home, int mode, long uid, long gid) {
    if (home.startsWith("/") && !home.equals("/nonexistent") && !home.contains("/..")) {
      draft.folder(home, mode, uid, gid);
    }
  }

  /**
   * Refuses what can't be an account.
   *
   * @throws KobakoException usage
   */
  static void check(Account account) {
    String place = "account '" + account.name() + "'";
    if (!AccountTables.isName(account.name())) {
      throw KobakoException.usage(
          Diagnostic.of(
              place,
              "no name of a user, expected 1 to 32 letters, digits, '_', '.', '+' and '-'",
              "choose another name"));
    }
    for (long number : List.of(account.uid(), account.gid())) {
      if (number < 0 || number > MAX_ID) {
        throw KobakoException.usage(
            Diagnostic.of(
                place, "number " + number + ", expected 0 to " + MAX_ID, "choose another number"));
      }
    }
    for (String path : List.of(account.home(), account.shell())) {
      if (!path.startsWith("/") || !AccountTables.isField(path) || path.contains("/..")) {
        throw KobakoException.usage(
            Diagnostic.of(
                place,
                "home or shell '" + path + "', expected an absolute path without ':' and '..'",
                "write the path from the root on"));
      }
    }
  }
}
