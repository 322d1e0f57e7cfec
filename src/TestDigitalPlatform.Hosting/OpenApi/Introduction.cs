using System.Globalization;
using System.Text;
using TestDigitalPlatform.Hosting.OpenApi.Comments;
using TestDigitalPlatform.Hosting.OpenApi.Paths;
using TestDigitalPlatform.Hosting.Problems;

namespace TestDigitalPlatform.Hosting.OpenApi;

/// <summary>What all operations of a service have in common, for a person who begins to read its document.</summary>
/// <param name="service">The service.</param>
/// <param name="comments">Where its events are described.</param>
/// <param name="operations">What it can do.</param>
internal sealed class Introduction(
    DescribedService service, DocComments comments, IReadOnlyList<OperationParts> operations)
{
    /// <summary>The same sentence wherever a reader misses a token.</summary>
    internal const string HowToGetToken =
        "In Development, create one with `dotnet tdp token --role customer-user --customer acme` in the service's "
        + "folder, or with `./tdp token` in the platform's repository.";

    private static readonly string Authentication = $"""
        ## Authentication

        Send an access token with each request: `Authorization: Bearer <token>` (RFC 6750). {HowToGetToken}
        Each operation lists the roles that may use it. Without a valid token the answer is 401, in another role 403.
        """;

    private static readonly string Errors = """
        ## Errors

        Every error is a problem document (RFC 9457) of type `application/problem+json`. Programs should look at `code`,
        which is stable; `detail` is for people and may be reworded. A 400 lists in `errors` each field that is wrong.
        When you ask for help, quote `traceId`.
        """;

    private static readonly string Paging = $"""
        ## Lists

        A list returns up to `limit` items ({PageQuery<object>.DefaultLimit} unless set, at most
        {PageQuery<object>.MaxLimit}) and a cursor, `next`. Send it as `after` to get the next page, with the same
        filters and sort; on the last page it is `null`. `count=true` adds the number of all matching items, up to
        10,000. Filters take operators behind the field's name, such as `field.gte`; each operation lists its own.
        """;

    private static readonly string Idempotency = """
        ## Idempotency

        Send a new `Idempotency-Key` with each command, such as a UUID. When the answer gets lost, send the command
        again with the same key: it is executed once, and the first answer is repeated for 24 hours with
        `Idempotency-Replayed: true`.
        """;

    private static readonly string Versions = """
        ## Versions of data

        Where an answer has an `ETag`, send it as `If-None-Match` to get 304 while nothing has changed, or as `If-Match`
        with a command to get 412 when something has.
        """;

    internal string Text()
    {
        var text = new StringBuilder(Lines(Authentication));
        Add(text, Lines(Errors));
        if (operations.Any(o => o.IsPage))
            Add(text, Lines(Paging));
        if (operations.Any(o => o.Operation.IsCommand))
            Add(text, Lines(Idempotency));
        if (operations.Any(o => ResponseHeaders.HasETag(o.Operation) || HeaderParameters.TakesIfMatch(o.Operation)))
            Add(text, Lines(Versions));
        Add(text, Refusals());
        Add(text, Events());
        Add(text, Changes());
        return text.ToString();
    }

    private string? Refusals() => service.Refusals.Count == 0 ? null : Table(
        "## Refusals\n\nThe rules of this service, by their stable `code`; programs find the list as "
        + "`x-tdp-refusals` in the document.\n\n| code | status | message |\n| --- | --- | --- |",
        service.Refusals.Select(refusal => string.Create(
            CultureInfo.InvariantCulture,
            $"| `{refusal.Code}` | {Problem.StatusOf(refusal)} | {Cell(refusal.Message)} |")));

    private string? Events() => service.Events.Count == 0 ? null : Table(
        "## Events\n\nWhat this service tells other services after it has happened.\n\n| event | when |\n| --- | --- |",
        service.Events.Select(type => $"| `{type.Name}` | {Cell(comments.Of(type).Summary ?? "")} |"));

    private string Changes()
    {
        var text = new StringBuilder($"## Change log\n\nThis is version {service.Version}. ")
            .Append("New operations, optional fields and enum values may appear at any time: ignore what you don't know. ")
            .Append("What goes is deprecated first, in this document and by the `Deprecation` and `Sunset` headers.");
        foreach (var deprecated in operations.Where(o => o.Deprecation is not null))
            text.Append(CultureInfo.InvariantCulture, $"\n- `{deprecated.Operation.Method} {deprecated.Path}`: ")
                .Append(deprecated.Deprecation!.Text);
        Add(text, service.ChangeLog());
        return text.ToString();
    }

    private static void Add(StringBuilder text, string? section)
    {
        if (!string.IsNullOrEmpty(section))
            text.Append("\n\n").Append(section);
    }

    private static string Table(string head, IEnumerable<string> rows) => string.Join('\n', rows.Prepend(head));

    private static string Cell(string text) =>
        text.ReplaceLineEndings(" ").Replace("|", "\\|", StringComparison.Ordinal);

    // A paragraph is one line in the document, whatever its width here.
    private static string Lines(string section) => string.Join(
        "\n\n",
        section.ReplaceLineEndings("\n").Split("\n\n").Select(paragraph => paragraph.Replace('\n', ' ')));
}
