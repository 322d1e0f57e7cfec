using System.CommandLine;

namespace TestDigitalPlatform.Tool.Contracts;

/// <summary>Writes down what a service's contracts promise, so that the compiler holds them to it (TDP1030).</summary>
internal static class ContractsCommand
{
    public static Command Create()
    {
        var path = new Argument<string?>("path")
        {
            Description = "A Contracts project, or a folder that contains some. Default: the whole solution.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var publish = new Command(
            "publish", "Builds the contracts and records their published members in published.txt next to the project.")
        {
            path,
        };
        publish.SetAction(async (parsed, cancellationToken) =>
        {
            foreach (var project in ContractsProject.Find(parsed.GetValue(path), Environment.CurrentDirectory))
                Console.WriteLine(await Publish(project, cancellationToken));
        });
        return new Command("contracts", "Manages published contracts.") { publish };
    }

    private static async Task<string> Publish(ContractsProject project, CancellationToken cancellationToken)
    {
        var facts = ContractText.Of(await project.Build(cancellationToken));
        var before = project.Published();
        project.Publish(facts);
        var (added, removed) = (facts.Except(before).Count(), before.Except(facts).Count());
        return $"{project.PublishedFile}: {facts.Count} facts, {added} added, {removed} removed";
    }
}
