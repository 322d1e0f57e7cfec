using System.CommandLine;
using System.Reflection;
using System.Text.RegularExpressions;
using Docs.Tests.Pages;
using Tdp.Commands;

namespace Docs.Tests.Commands;

public sealed partial class DoorTests
{
    private static readonly RootCommand Door = Open();

    [Fact]
    public void Every_call_of_the_door_in_a_page_is_one_that_it_takes()
    {
        var called = Page.All.SelectMany(
            page => page.In("bash").Select(block => (Page: page, block.Text, IsWhole: true)));
        // Prose names a command without all that it needs.
        var named = Page.All.Select(page => (Page: page, Text: page.Prose, IsWhole: false));

        var wrong =
            from place in called.Concat(named)
            from Match call in Call().Matches(place.Text)
            from mistake in Mistakes(Words(call), place.IsWhole)
            select $"{place.Page}: {call.Value}: {mistake}";

        wrong.ShouldBeEmpty();
    }

    [Fact]
    public void The_page_of_commands_names_each_command_and_each_option()
    {
        var text = Page.Of("docs/reference/cli.md").Text;
        var commands = Door.Subcommands.Select(command => $"tdp {command.Name}");
        var options = Door.Subcommands.SelectMany(command => command.Options).Select(option => option.Name);

        commands.Concat(options).Where(name => !text.Contains(name)).ShouldBeEmpty();
    }

    private static string[] Words(Match call) =>
        Placeholder().Replace(call.Groups["words"].Value, "word").Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static IEnumerable<string> Mistakes(string[] words, bool isWhole)
    {
        var parsed = Door.Parse(words);
        var command = parsed.CommandResult.Command;
        if (command is RootCommand)
            return words.Length == 0 ? [] : [$"there is no command {words[0]}"];
        // A benchmark knows its own arguments.
        var strange = parsed.UnmatchedTokens
            .Where(token => token.StartsWith('-') && command.Name != "bench");
        return
        [
            .. strange.Select(token => $"there is no option {token}"),
            .. isWhole ? parsed.Errors.Select(error => error.Message) : [],
        ];
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
        {
            var wanted = maker.GetParameters().Select(
                parameter => parameter.ParameterType == typeof(RootCommand) ? (object)root : repository);
            root.Add((Command)maker.Invoke(null, [.. wanted])!);
        }

        return root;
    }

    [GeneratedRegex(@"(?<![\w/])\./tdp(?<words>( [^\s`|)&;#]+)*)")]
    private static partial Regex Call();

    // [filter], <name> and … stand for something of the reader's.
    [GeneratedRegex(@"\[[^\]]*\]|<[^>]*>|…")]
    private static partial Regex Placeholder();
}
