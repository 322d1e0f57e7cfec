using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.OpenApi;
using TestDigitalPlatform.Grammar;
using TestDigitalPlatform.Hosting.OpenApi.Explorer;

namespace TestDigitalPlatform.Hosting.OpenApi.Paths;

/// <summary>Describes the headers that mean something to a command or to an answer with a version.</summary>
internal static class HeaderParameters
{
    internal static IEnumerable<DescribedParameter> Of(Operation operation)
    {
        if (operation.IsCommand)
            return
            [
                IdempotencyKey(),
                .. TakesIfMatch(operation) ? (DescribedParameter[])[IfMatch(operation.RequireIfMatch)] : [],
                .. operation.Accept is not null ? FileDescriptions.TakenHeaders() : [],
            ];
        if (operation.Answer == typeof(FileAnswer))
            return FileDescriptions.AskedHeaders();
        return ResponseHeaders.HasETag(operation) ? [IfNoneMatch()] : [];
    }

    // What has no version matches no tag: the header would be of no use.
    internal static bool TakesIfMatch(Operation operation) =>
        operation.IsCommand && (operation.HasVersion || operation.RequireIfMatch);

    private static DescribedParameter IdempotencyKey() => Header(
        HeaderNames.IdempotencyKey,
        "A text of the caller's choice, such as a new UUID. "
            + "When the same command comes again with it, nothing is done again: the first answer is repeated.",
        () => Text(IdempotencyKeys.HeaderPattern, IdempotencyKeys.MaxHeaderLength));

    private static DescribedParameter IfMatch(bool required) => Header(
        "If-Match", "The `ETag` of what the caller decided on: 412 when it has changed since.", () => Text(Operations.EntityTags.Pattern), required);

    private static DescribedParameter IfNoneMatch() => Header(
        "If-None-Match", "The `ETag` of the answer that the caller has: 304 when it is still the answer.", () => Text());

    /// <summary>A header that is any text.</summary>
    internal static DescribedParameter Header(string name, string description) => Header(name, description, () => Text());

    private static DescribedParameter Header(
        string name, string description, Func<OpenApiSchema> schema, bool isRequired = false) => DescribedParameter.Of(
            name, typeof(string), BindingSource.Header, _ => schema(), description, isRequired,
            isRequired ? _ => ResponseHeaders.ExampleTag : null);

    private static OpenApiSchema Text(string? pattern = null, int? maxLength = null) =>
        new() { Type = JsonSchemaType.String, Pattern = pattern, MaxLength = maxLength };
}
