namespace TestDigitalPlatform.Hosting.Binding;

/// <summary>Reads a message out of a request, and collects everything that is wrong with it. Used by generated binders.</summary>
public sealed class RequestBinding
{
    private readonly List<FieldError> errors = [];

    /// <summary>Everything that is wrong; empty when the request can be understood.</summary>
    public IReadOnlyList<FieldError> Errors => errors;
}
