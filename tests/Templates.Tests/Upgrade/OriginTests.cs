using System.Text.Json;
using TestDigitalPlatform.Tool;
using TestDigitalPlatform.Tool.Upgrade;

namespace Templates.Tests.Upgrade;

/// <summary>What a service's tdp.json may say: it comes with a repository, from whomever.</summary>
public sealed class OriginTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("tdp-origin-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void Becomes_the_arguments_that_make_the_service_again() =>
        Read("tdp-service", "0.1.0-ci.7", new Dictionary<string, object>
        {
            ["name"] = "2Fast.4You my-shop", ["entity"] = "Order", ["no-sample"] = true, ["feed"] = "",
        })
            .Arguments().ShouldBe(["--name=2Fast.4You my-shop", "--entity=Order", "--no-sample"]);

    [Theory]
    [InlineData("entity", "--allow-scripts")]
    [InlineData("feed", "-o")]
    [InlineData("feed", "@file")]
    public void Takes_an_answer_for_an_answer_whatever_it_begins_with(string option, string answer) =>
        Read("tdp-service", "0.1.0", new Dictionary<string, string> { [option] = answer })
            .Arguments().ShouldBe([$"--{option}={answer}"]);

    [Theory]
    [InlineData("console", "0.1.0", "name", "Acme", "not a template of the platform")]
    [InlineData("--help", "0.1.0", "name", "Acme", "not a template of the platform")]
    [InlineData("tdp-service", "0.1.0 --add-source x", "name", "Acme", "not a version")]
    [InlineData("tdp-service", "../../evil", "name", "Acme", "not a version")]
    [InlineData("tdp-service", "0.1.0\n", "name", "Acme", "not a version")]
    [InlineData("tdp-service", "0.1.0", "output", "/etc", "not an option of a template")]
    [InlineData("tdp-service", "0.1.0", "allow-scripts", "yes", "not an option of a template")]
    [InlineData("tdp-service", "0.1.0", "o", "/etc", "not an option of a template")]
    [InlineData("tdp-service", "0.1.0", "-o", "/etc", "not an option of a template")]
    [InlineData("tdp-service", "0.1.0", "debug:custom-hive", "/etc", "not an option of a template")]
    [InlineData("tdp-service", "0.1.0", "name", "../../outside", "not a valid service name")]
    [InlineData("tdp-service", "0.1.0", "name", "a/b", "not a valid service name")]
    [InlineData("tdp-service", "0.1.0", "name", "a\\b", "not a valid service name")]
    [InlineData("tdp-service", "0.1.0", "name", "a..b", "not a valid service name")]
    [InlineData("tdp-service", "0.1.0", "name", "-o", "not a valid service name")]
    [InlineData("tdp-service", "0.1.0", "entity", "a\nb", "control character")]
    public void Is_refused_when_it_says_more_than_what_a_service_was_made_from(
        string template, string version, string option, string answer, string why) =>
        Should.Throw<ToolException>(() => Read(template, version, new Dictionary<string, string> { [option] = answer }))
            .Message.ShouldContain(why);

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{ \"template\": null, \"version\": null, \"answers\": {} }")]
    [InlineData("{ \"template\": \"tdp-service\", \"version\": 1, \"answers\": {} }")]
    [InlineData("{ \"template\": \"tdp-service\", \"version\": \"0.1.0\", \"answers\": [] }")]
    [InlineData("{ \"template\": \"tdp-service\", \"version\": \"0.1.0\", \"answers\": { \"name\": [] } }")]
    public void Is_refused_in_words_when_it_is_broken(string json)
    {
        File.WriteAllText(Path.Combine(folder.FullName, Origin.FileName), json);

        Should.Throw<ToolException>(() => Origin.Find(folder.FullName)).Message.ShouldContain("from git");
    }

    private Origin Read(string template, string version, object answers)
    {
        var json = JsonSerializer.Serialize(new { template, version, answers });
        File.WriteAllText(Path.Combine(folder.FullName, Origin.FileName), json);
        return Origin.Find(folder.FullName);
    }
}
