using System.CommandLine;
using System.Reflection;
using System.Text.RegularExpressions;
using Docs.Tests.Pages;
using Tdp.Commands;

namespace Docs.Tests.Commands;

public sealed partial class DoorTests
{
    private static readonly RootCommand Door = Open();

    // What the door does not know goes to the program behind it.
    private static readonly IReadOnlyList<string> HostOptions =
        [.. Option().Matches(File.ReadAllText(Repository.At("samples", "ReferenceHost", "Program.cs"))).Select(match => match.Groups["name"].Value)];

    [Fact]
    public void Every_call_of_the_door_in_a_page_is_one_that_it_takes()
    {
        var wrong =
            from page in Page.All
            from Match call in Call().Matches(page.Text)
            let words = Placeholder().Replace(call.Groups["words"].Value, "word").Split(' ', StringSplitOptions.RemoveEmptyEntries)
            from mistake in Mistakes(words)
            select $"{page}: ./tdp {call.Groups["words"].Value.Trim()}: {mistake}";

        wrong.ShouldBeEmpty();
    }

    [Fact]
    public void The_page_of_commands_names_each_command_and_each_option()
    {
        var text = Page.Of("docs/reference/cli.md").Text;
        var names = Door.Subcommands.SelectMany(command => command.Options.Select(option => option.Name).Append($"tdp {command.Name}")).Concat(HostOptions);

        names.Where(name => !text.Contains(name)).ShouldBeEmpty();
    }

    private static IEnumerable<string> Mistakes(string[] words)
    {
        var parsed = Door.Parse(words);
        var strange = parsed.UnmatchedTokens.Where(token => token.StartsWith('-') && !HostOptions.Contains(token.Split('=')[0]));
        return parsed.CommandResult.Command is RootCommand && words.Length > 0 && !words[0].StartsWith('-')
            ? [$"there is no command {words[0]}"]
            : [.. parsed.Errors.Select(error => error.Message), .. words.Contains("bench") ? [] : strange.Select(token => $"there is no option {token}")];
    }

    private static RootCommand Open()
    {
        var repository = new Tdp.Repository(Repository.Root);
        var root = new RootCommand();
        var makers = typeof(UpCommand).Assembly.GetTypes()
            .Where(type => type.Namespace == typeof(UpCommand).Namespace)
            .Select(type => type.GetMethod("Create", BindingFlags.Public | BindingFlags.Static))
            .OfType<MethodInfo>();
        foreach (var maker in makers)
            root.Add((Command)maker.Invoke(null, [maker.GetParameters()[0].ParameterType == typeof(RootCommand) ? root : repository])!);
        return root;
    }

    [GeneratedRegex(@"(?<![\w/])\./tdp(?<words>( [^\s`|)&;#]+)*)")]
    private static partial Regex Call();

    // [filter], <name> and … stand for something of the reader's.
    [GeneratedRegex(@"\[[^\]]*\]|<[^>]*>|…")]
    private static partial Regex Placeholder();

    [GeneratedRegex(@"new Option<[^>]+>\(""(?<name>--\w+)""\)")]
    private static partial Regex Option();
}
