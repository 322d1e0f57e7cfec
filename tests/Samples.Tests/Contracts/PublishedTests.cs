using System.Reflection;
using System.Runtime.CompilerServices;

namespace Samples.Tests.Contracts;

/// <summary>
/// What the samples have published is what their contracts say, so that a change of it is seen and meant.
/// </summary>
public sealed class PublishedTests
{
    public static TheoryData<string> Contracts => ["Customers.Contracts", "Notifications.Contracts", "Requests.Contracts"];

    [Theory, MemberData(nameof(Contracts))]
    public void What_contracts_say_is_published(string name)
    {
        var published = File.ReadAllLines(Path.Combine(Samples(), name, "published.txt"))
            .Where(line => line.Length > 0 && line[0] != '#');

        published.ShouldBe(Said(name), $"Write it anew: dotnet tdp contracts publish samples/{name}");
    }

    [Fact]
    public void What_is_published_names_routes_roles_properties_and_values()
    {
        string[] facts =
        [
            "command Requests.Contracts.SubmitRequest is POST /requests",
            "command Requests.Contracts.SubmitRequest allows CustomerUser",
            "command Requests.Contracts.SubmitRequest answers Requests.Contracts.RequestReceipt",
            "command Requests.Contracts.SubmitRequest takes priority Requests.Contracts.Priority optional",
            "command Requests.Contracts.SubmitRequest takes title string",
            "enum Requests.Contracts.Priority has urgent",
            "enum Requests.Contracts.Priority takes urgent",
            "event Requests.Contracts.Events.RequestSubmitted tells at System.DateTimeOffset",
            "id Requests.Contracts.RequestId is a UUID",
            "query Requests.Contracts.ListRequests filters submittedAt by AtLeast",
            "query Requests.Contracts.ListRequests sorts by submittedAt",
            "record Requests.Contracts.LinkedIssue has status Requests.Contracts.IssueStatus",
        ];

        facts.ShouldBeSubsetOf(Said("Requests.Contracts"));
    }

    private static string[] Said(string name) => Assembly.Load(name)
        .GetCustomAttributes<AssemblyMetadataAttribute>().Single(m => m.Key == "TestDigitalPlatform.Contracts")
        .Value!.Split('\n');

    private static string Samples([CallerFilePath] string file = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "..", "..", "..", "samples"));
}
