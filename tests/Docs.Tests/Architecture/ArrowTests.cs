using System.Reflection;
using System.Runtime.InteropServices;
using Docs.Tests.Pages;

namespace Docs.Tests.Architecture;

/// <summary>The packages know of each other what the page of the architecture says, and nothing more.</summary>
public sealed class ArrowTests
{
    private static readonly string[] Compiled = ["Abstractions", "Client", "Core", "Dapper", "Hosting", "Identity", "Identity.Contracts", "Postgres", "RabbitMq", "Testing"];

    [Fact]
    public void The_page_says_of_each_package_what_it_references()
    {
        var listed = Page.Of("docs/architecture.md").Rows("project")
            .SelectMany(row => Names(row[0]).Select(project => Told(project, Names(row[1]), Names(row[2]))));

        PackageProject.All.Select(p => Told(p.Name, p.OfOurs, p.OfOthers)).Order(StringComparer.Ordinal)
            .ShouldBe(listed.Order(StringComparer.Ordinal));
    }

    // A project sees what its references reference; what it uses of that shows in the assembly only.
    [Fact]
    public void No_assembly_points_where_its_project_does_not()
    {
        foreach (var project in PackageProject.All.Where(p => Compiled.Contains(p.Name)))
        {
            var ours = References(project.Name)
                .Where(name => name.StartsWith("TestDigitalPlatform.", StringComparison.Ordinal))
                .Select(name => name["TestDigitalPlatform.".Length..]);

            ours.Except(Reachable(project)).ShouldBeEmpty(project.Name);
        }
    }

    [Fact]
    public void The_words_need_nothing_but_the_runtime() =>
        References("Abstractions").Where(name => !IsOfTheRuntime(name)).ShouldBeEmpty();

    [Theory]
    [InlineData("Core")]
    [InlineData("Client")]
    [InlineData("Dapper")]
    [InlineData("Postgres")]
    public void What_is_below_the_face_knows_no_web_server(string project) => References(project)
        .Where(name => name.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal)).ShouldBeEmpty();

    [Theory]
    [InlineData("Requests.Contracts")]
    [InlineData("Notifications.Contracts")]
    [InlineData("Customers.Contracts")]
    public void Contracts_know_the_words_alone(string contracts) => Assembly.Load(contracts).GetReferencedAssemblies()
        .Select(name => name.Name!).Where(name => !IsOfTheRuntime(name)).ShouldBe(["TestDigitalPlatform.Abstractions"]);

    [Fact]
    public void Internals_are_open_to_packages_and_tests_and_to_no_sample()
    {
        var packages = PackageProject.All.Select(p => $"TestDigitalPlatform.{p.Name}").ToList();

        PackageProject.All.SelectMany(p => p.Friends)
            .Where(friend => !packages.Contains(friend) && !friend.EndsWith(".Tests", StringComparison.Ordinal)
                // They start or measure parts by themselves.
                && friend is not ("ChaosBenchmark" or "MessagesBenchmark" or "ProcessBenchmark"))
            .ShouldBeEmpty();
    }

    private static string Told(string project, IEnumerable<string> ours, IEnumerable<string> others) =>
        $"{project}: {Sorted(ours)} | {Sorted(others)}";

    private static string Sorted(IEnumerable<string> names) => string.Join(", ", names.Order(StringComparer.Ordinal));

    private static string[] Names(string cell) =>
        cell.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static IEnumerable<string> Reachable(PackageProject project) => project.OfOurs
        .SelectMany(name => Reachable(PackageProject.All.Single(p => p.Name == name)).Append(name));

    private static IEnumerable<string> References(string project) =>
        Assembly.Load($"TestDigitalPlatform.{project}").GetReferencedAssemblies().Select(name => name.Name!);

    private static bool IsOfTheRuntime(string assembly) =>
        File.Exists(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), assembly + ".dll"));
}
