namespace TestDigitalPlatform.Generators.Operations;

/// <summary>Which of the handler interfaces a class implements.</summary>
internal enum HandlerKind
{
    Query,
    QueryWithProcess,
    Command,
    CommandWithFetch,
}
