using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Mvc.ApiExplorer;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using TestDigitalPlatform.Hosting.Endpoints;
using TestDigitalPlatform.Hosting.OpenApi.Explorer;
using TestDigitalPlatform.Hosting.OpenApi.Paths;
using TestDigitalPlatform.Hosting.Webhooks.Incoming;

namespace TestDigitalPlatform.Hosting.OpenApi.Transformers;

/// <summary>Says of each operation what ApiExplorer has no place for: who may use it, examples, headers and
/// problems.</summary>
internal sealed class OperationTransformer(DocumentStates states) : IOpenApiOperationTransformer
{
    public Task TransformAsync(
        OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var (document, description) = (context.Document!, context.Description);
        var state = states.Of(document);
        var parts = description.ActionDescriptor.EndpointMetadata.OfType<OperationParts>().FirstOrDefault();
        if (parts is not null)
            Describe(operation, parts, description, state);
        operation.Deprecated |= description.ActionDescriptor.EndpointMetadata.OfType<ObsoleteAttribute>().Any();
        if (description.ActionDescriptor.EndpointMetadata.OfType<IncomingWebhookMetadata>().Any())
            DescribeWebhook(operation, description, state);
        else
            Access.Of(description.ActionDescriptor.EndpointMetadata).Describe(operation, document);
        ProblemResponses.Share(document, operation.Responses!);
        return Task.CompletedTask;
    }

    private static void Describe(
        OpenApiOperation operation, OperationParts parts, ApiDescription description, DocumentState state)
    {
        state.Operations.Add(parts);
        operation.Deprecated = parts.Deprecation is not null;
        Describe(operation, description, state);
        if (parts.TakesFile)
            operation.RequestBody = FileDescriptions.Body(parts.Operation.Accept!);
        if (parts.GivesFile)
        {
            operation.Responses!["200"] = FileDescriptions.Answer(
                ResponseHeaders.OfAnswer(parts.Operation, parts.Deprecation));
            FileDescriptions.AddTo(operation.Responses);
            return;
        }

        foreach (var (status, response) in operation.Responses!)
        {
            if (response is OpenApiResponse answer)
                Describe(answer, status, parts, state);
        }
    }

    // Its signature is what a token is elsewhere.
    private static void DescribeWebhook(OpenApiOperation operation, ApiDescription description, DocumentState state)
    {
        Describe(operation, description, state);
        operation.Security = [];
    }

    private static void Describe(OpenApiOperation operation, ApiDescription description, DocumentState state)
    {
        foreach (var parameter in description.ParameterDescriptions.OfType<DescribedParameter>())
            Describe(operation, parameter, state);
    }

    private static void Describe(OpenApiOperation operation, DescribedParameter described, DocumentState state)
    {
        var example = described.Example?.Invoke(state.Examples);
        if (operation.Parameters?.FirstOrDefault(p => p.Name == described.Name) is OpenApiParameter parameter)
        {
            (parameter.Description, parameter.Example) = (described.Description, example);
            if (described.IsRepeatable)
                (parameter.Style, parameter.Explode) = (ParameterStyle.Form, true);
        }
        else if (operation.RequestBody?.Content is { } content)
        {
            foreach (var body in content.Values.OfType<OpenApiMediaType>())
                body.Example = example;
        }
    }

    private static void Describe(OpenApiResponse answer, string status, OperationParts parts, DocumentState state)
    {
        var operation = parts.Operation;
        if (status is "200" or "204")
            answer.Headers = ResponseHeaders.OfAnswer(operation, parts.Deprecation);
        if (status is "304")
            answer.Headers = ResponseHeaders.OfUnchanged();
        if (status is not "200" || answer.Content is not { } content)
            return;
        // A stream has no end, and so no example.
        if (content.TryGetValue("application/json", out var json))
            json.Example = state.Examples.Of(operation.Answer);
        StreamDescriptions.Describe(operation, content);
    }
}
