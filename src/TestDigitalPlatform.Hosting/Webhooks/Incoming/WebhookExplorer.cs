using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Mvc.ApiExplorer;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Routing;
using Microsoft.OpenApi;
using TestDigitalPlatform.Hosting.Endpoints;
using TestDigitalPlatform.Hosting.OpenApi.Comments;
using TestDigitalPlatform.Hosting.OpenApi.Explorer;
using TestDigitalPlatform.Hosting.OpenApi.Paths;
using TestDigitalPlatform.Hosting.OpenApi.Schemas;
using TestDigitalPlatform.Hosting.Problems;
using TestDigitalPlatform.Webhooks;

namespace TestDigitalPlatform.Hosting.Webhooks.Incoming;

/// <summary>Tells ApiExplorer, and so the document, of the incoming webhooks.</summary>
internal sealed class WebhookExplorer(IReadOnlyList<IncomingWebhook> webhooks) : IApiDescriptionProvider
{
    private const string Json = "application/json";

    private static readonly int[] Refusals = [400, 403, 413, 415, 429, 503];

    /// <summary>After the operations.</summary>
    public int Order => -1_090;

    public void OnProvidersExecuting(ApiDescriptionProviderContext context)
    {
        var comments = new DocComments();
        foreach (var webhook in webhooks)
            context.Results.Add(Describe(webhook, comments));
    }

    public void OnProvidersExecuted(ApiDescriptionProviderContext context)
    {
    }

    private static ApiDescription Describe(IncomingWebhook webhook, DocComments comments)
    {
        var description = new ApiDescription
        {
            HttpMethod = HttpMethods.Post,
            RelativePath = webhook.Path.TrimStart('/'),
            ActionDescriptor = new ActionDescriptor
            {
                DisplayName = $"Webhook {webhook.Name}",
                RouteValues = { ["controller"] = "webhooks" },
                EndpointMetadata =
                [
                    PlatformMetadata.Instance,
                    new IncomingWebhookMetadata(),
                    new EndpointNameMetadata($"webhook{Capital(webhook.Name)}"),
                    new EndpointSummaryAttribute($"Webhook {webhook.Name}"),
                    new EndpointDescriptionAttribute(Text(webhook, comments)),
                    new TagsAttribute(OperationParts.TagOf(webhook.Path)),
                    new AllowAnonymousAttribute(),
                ],
            },
        };
        foreach (var parameter in Parameters(webhook))
            description.ParameterDescriptions.Add(parameter);
        description.SupportedRequestFormats.Add(new ApiRequestFormat { MediaType = Json });
        description.SupportedResponseTypes.Add(new ApiResponseType
        {
            StatusCode = StatusCodes.Status202Accepted, Description = "It is stored, now or by an earlier attempt, and will be handled.",
        });
        if (webhook.Whole is null)
            description.SupportedResponseTypes.Add(new ApiResponseType
            {
                StatusCode = StatusCodes.Status204NoContent, Description = "The service does not take this type of message.",
            });
        foreach (var status in Refusals)
            description.SupportedResponseTypes.Add(new ApiResponseType
            {
                StatusCode = status,
                Type = typeof(ProblemDetails),
                ApiResponseFormats = [new ApiResponseFormat { MediaType = Problem.ContentType }],
            });
        return description;
    }

    private static IEnumerable<DescribedParameter> Parameters(IncomingWebhook webhook)
    {
        if (webhook.IsOfCustomer)
            yield return DescribedParameter.Of(
                "customer", typeof(CustomerId), BindingSource.Path, schemas => schemas.OfParameter(typeof(CustomerId)),
                "Whose event it is; its secrets sign.", isRequired: true, example: _ => JsonValue.Create("acme"));
        yield return Header(WebhookHeaders.Id, "What names the message, the same at each attempt.", WebhookHeaders.MaxIdLength, "msg_2KWPBgLlAfxdpx2AI54pPJ85f4W");
        yield return Header(WebhookHeaders.Timestamp, "When the attempt is made, in seconds since 1970; at most five minutes from now.", 12, "1674087231");
        yield return Header(
            WebhookHeaders.Signature, "One or more signatures, separated by spaces: `v1,` and the HMAC-SHA256 of `id.timestamp.body` in Base64.",
            WebhookHeaders.MaxSignatureLength, "v1,K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4=");
        var body = webhook.Whole;
        yield return DescribedParameter.Of(
            "body", body ?? typeof(object), BindingSource.Body,
            schemas => body is null ? Envelope(webhook, schemas) : Tolerant(schemas.Of(body, SchemaUse.Endpoint)), description: null,
            isRequired: true);
    }

    private static DescribedParameter Header(string name, string description, int length, string example) => DescribedParameter.Of(
        name, typeof(string), BindingSource.Header,
        _ => new OpenApiSchema { Type = JsonSchemaType.String, MinLength = 1, MaxLength = length }, description, isRequired: true,
        example: _ => JsonValue.Create(example));

    private static OpenApiSchema Envelope(IncomingWebhook webhook, SchemaCatalogue schemas) => new()
    {
        Type = JsonSchemaType.Object,
        Required = new HashSet<string> { "type", "data" },
        Properties = new Dictionary<string, IOpenApiSchema>
        {
            ["type"] = new OpenApiSchema { Type = JsonSchemaType.String },
            ["data"] = new OpenApiSchema { OneOf = [.. webhook.Typed.Select(t => Tolerant(schemas.Of(t.Event, SchemaUse.Endpoint)))] },
        },
    };

    // Senders add members, which are passed over.
    private static IOpenApiSchema Tolerant(IOpenApiSchema schema)
    {
        if (schema is OpenApiSchemaReference { Target: OpenApiSchema own })
            own.AdditionalPropertiesAllowed = true;
        return schema;
    }

    private static string Text(IncomingWebhook webhook, DocComments comments) => string.Join("\n\n", new[]
    {
        webhook.Whole is { } whole
            ? comments.Of(whole).Text
            : string.Join('\n', webhook.Typed.Select(t => $"- `{t.Type}`: {comments.Of(t.Event).Summary}")),
        "An incoming webhook by [Standard Webhooks](https://www.standardwebhooks.com): its signature proves who sends it.",
    }.Where(text => !string.IsNullOrEmpty(text)));

    private static string Capital(string name) =>
        string.Concat(name.Split('-').Where(w => w.Length > 0).Select(w => char.ToUpperInvariant(w[0]) + w[1..]));
}

/// <summary>Marks the description of an incoming webhook.</summary>
internal sealed class IncomingWebhookMetadata;
