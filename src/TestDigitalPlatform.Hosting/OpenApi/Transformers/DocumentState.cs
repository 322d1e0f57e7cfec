using System.Runtime.CompilerServices;
using Microsoft.OpenApi;
using TestDigitalPlatform.Hosting.OpenApi.Comments;
using TestDigitalPlatform.Hosting.OpenApi.Paths;
using TestDigitalPlatform.Hosting.OpenApi.Schemas;

namespace TestDigitalPlatform.Hosting.OpenApi.Transformers;

/// <summary>What is known about one document while it is made.</summary>
internal sealed class DocumentState
{
    // The catalogue keeps its components here; ASP.NET Core moves those that are used into the document.
    private readonly OpenApiDocument components = new() { Components = new OpenApiComponents() };

    internal DocumentState(DescribedService service)
    {
        Service = service;
        var members = new Members(Comments);
        var names = new SchemaNames();
        names.Reserve(ProblemSchema.Name);
        Schemas = new SchemaCatalogue(components, Comments, members, names);
        Examples = new Examples(members);
    }

    internal DescribedService Service { get; }

    internal DocComments Comments { get; } = new();

    internal SchemaCatalogue Schemas { get; }

    internal Examples Examples { get; }

    /// <summary>The operations that are in this document.</summary>
    internal List<OperationParts> Operations { get; } = [];

    /// <summary>Writes a schema over another, with all that it names within it.</summary>
    internal void Write(IOpenApiSchema schema, OpenApiSchema over, OpenApiDocument document) =>
        new SchemaTree(components, document).Write(schema, over);
}

/// <summary>Finds what is known about a document, for each of the transformers that work on it.</summary>
internal sealed class DocumentStates(DescribedService service)
{
    private readonly ConditionalWeakTable<OpenApiDocument, DocumentState> states = [];

    internal DocumentState Of(OpenApiDocument document) =>
        states.GetValue(document, _ => new DocumentState(service));
}
