using System.Globalization;
using Docs.Tests.Pages;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Docs.Tests.Reference;

public sealed class LogEventTests
{
    private static readonly IReadOnlyList<LogEvent> Written = [.. Find()];

    [Fact]
    public void The_page_lists_each_event_with_its_level_and_words_and_no_other()
    {
        var listed = Page.Of("docs/reference/log-events.md").Rows("id")
            .Select(row => new LogEvent(int.Parse(row[0], CultureInfo.InvariantCulture), row[1], row[2]));

        listed.Order().ShouldBe(Written.Order());
    }

    [Fact]
    public void No_id_is_used_twice() =>
        Written.GroupBy(e => e.Id).Where(same => same.Count() > 1).Select(same => same.Key).ShouldBeEmpty();

    private static IEnumerable<LogEvent> Find() =>
        from attribute in SourceCode.InPackages<AttributeSyntax>()
        where attribute.Name.ToString() == "LoggerMessage"
        let arguments = attribute.ArgumentList!.Arguments
        select new LogEvent(
            int.Parse(arguments[0].Expression.ToString(), CultureInfo.InvariantCulture),
            ((MemberAccessExpressionSyntax)arguments[1].Expression).Name.Identifier.Text,
            SourceCode.Text(arguments[2].Expression) ?? arguments[2].ToString());

    private sealed record LogEvent(int Id, string Level, string Words) : IComparable<LogEvent>
    {
        public int CompareTo(LogEvent? other) => Id.CompareTo(other?.Id);
    }
}
