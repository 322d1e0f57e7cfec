using System.Text.RegularExpressions;
using Docs.Tests.Pages;

namespace Docs.Tests.Server;

/// <summary>Who gets which password, in what we give away and in what we advise.</summary>
public sealed partial class SecretTests
{
    [Fact]
    public void The_manifest_gives_the_owners_secret_to_the_container_that_migrates_and_to_no_other()
    {
        var manifest = Read("templates/tdp-service/deploy/kubernetes.yaml");
        var (init, containers) = (manifest.IndexOf("\n      initContainers:", StringComparison.Ordinal),
            manifest.IndexOf("\n      containers:", StringComparison.Ordinal));

        init.ShouldBeGreaterThan(0);
        containers.ShouldBeGreaterThan(init);
        manifest[init..containers].ShouldContain("name: acme-workshop-migrations, key: owner");
        manifest[init..containers].ShouldContain("Platform__MigrateOnly");
        manifest[containers..].ShouldNotContain("owner");
        manifest[containers..].ShouldNotContain("acme-workshop-migrations");
    }

    [Fact]
    public void No_page_passes_a_password_as_an_argument()
    {
        var told = Page.All.SelectMany(page => page.In("bash").SelectMany(code => code.Text.Split('\n'))
            .Where(line => PasswordAsArgument().IsMatch(line))
            .Select(line => $"{page.Path}: {line}"));

        told.ShouldBeEmpty();
        PasswordAsArgument().IsMatch(Read("templates/tdp-service/deploy/kubernetes.yaml")).ShouldBeFalse();
    }

    // A command, and after it a password; not an assignment alone, which stays within the shell.
    [GeneratedRegex(@"(?im)^(?!\s*(export\s+)?[A-Za-z_]+=)\s*\S.*\s\S*(ConnectionStrings|from-literal)\S*=.*Password=")]
    private static partial Regex PasswordAsArgument();

    private static string Read(string path) => File.ReadAllText(Path.Combine(Repository.Root, path));
}
