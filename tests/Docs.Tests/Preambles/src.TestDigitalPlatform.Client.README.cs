global using Requests.Contracts;

internal class PageScope
{
    protected const string token = "";
}
